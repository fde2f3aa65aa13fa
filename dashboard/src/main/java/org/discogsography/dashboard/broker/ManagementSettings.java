package org.discogsography.dashboard.broker;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.discogsography.resilience.config.Environment;
import org.jspecify.annotations.Nullable;

/**
 * Where RabbitMQ's management API is.
 *
 * @param address RABBITMQ_MANAGEMENT_URL; default AMQP_CONNECTION's host with port 15672, or https
 *     and 15671 where that is amqps
 * @param username from either URL; guest where neither has one
 * @param password likewise
 * @param virtualHost AMQP_CONNECTION's path; {@code /} where it has none
 */
public record ManagementSettings(
    URI address, String username, String password, String virtualHost) {
  private static final String BROKER = "AMQP_CONNECTION";
  private static final String BROKER_DEFAULT = "amqp://127.0.0.1:5672";
  private static final String MANAGEMENT = "RABBITMQ_MANAGEMENT_URL";

  public static ManagementSettings from(Environment environment) {
    URI fallback = URI.create(BROKER_DEFAULT);
    URI broker =
        environment.parse(
            BROKER, fallback, "an amqp or amqps URI", text -> uri(text, "amqp", "amqps"));
    String management = environment.optional(MANAGEMENT);
    URI address = management == null ? beside(broker) : null;
    if (management != null) {
      address =
          environment.parse(
              MANAGEMENT,
              beside(broker),
              "an http or https URL",
              text -> uri(text, "http", "https"));
    }
    return of(broker, address == null ? beside(broker) : address);
  }

  /** Never the password. */
  @Override
  public String toString() {
    return address + " as " + username + ", virtual host " + virtualHost;
  }

  private static ManagementSettings of(URI broker, URI management) {
    String credentials = management.getRawUserInfo();
    if (credentials == null) {
      credentials = broker.getRawUserInfo();
    }
    String[] parts =
        credentials == null ? new String[] {"guest", "guest"} : credentials.split(":", 2);
    return new ManagementSettings(
        withoutCredentials(management),
        decoded(parts[0]),
        parts.length == 2 ? decoded(parts[1]) : "",
        virtualHost(broker.getRawPath()));
  }

  private static URI beside(URI broker) {
    boolean tls = "amqps".equals(broker.getScheme());
    return URI.create((tls ? "https://" : "http://") + host(broker) + (tls ? ":15671" : ":15672"));
  }

  private static String host(URI uri) {
    return uri.getHost() == null ? "127.0.0.1" : uri.getHost();
  }

  private static @Nullable URI uri(String text, String... schemes) {
    URI uri = URI.create(text);
    for (String scheme : schemes) {
      if (scheme.equals(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
    }
    return null;
  }

  private static URI withoutCredentials(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/+$", "");
    return URI.create(uri.getScheme() + "://" + uri.getHost() + port + path);
  }

  private static String virtualHost(@Nullable String path) {
    return path == null || path.length() < 2 ? "/" : decoded(path.substring(1));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}

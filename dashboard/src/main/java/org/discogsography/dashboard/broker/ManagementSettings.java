package org.discogsography.dashboard.broker;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.rabbit.AmqpUri;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.tls.Plaintext;
import org.discogsography.resilience.tls.TrustedCertificates;
import org.jspecify.annotations.Nullable;

/**
 * Where RabbitMQ's management API is.
 *
 * @param address RABBITMQ_MANAGEMENT_URL; default AMQP_CONNECTION's host with port 15672, or https
 *     and 15671 where that is amqps
 * @param username from either URL; guest where neither has one
 * @param password likewise
 * @param virtualHost AMQP_CONNECTION's path; {@code /} where it has none
 * @param trusted AMQP_SSL_ROOT_CERT, whose servers https trusts; default those of the JVM
 */
public record ManagementSettings(
    URI address,
    String username,
    String password,
    String virtualHost,
    TrustedCertificates trusted) {
  private static final String MANAGEMENT = "RABBITMQ_MANAGEMENT_URL";

  private static final AmqpUri HERE = AmqpUri.parse("amqp://127.0.0.1");

  public static ManagementSettings from(Environment environment) {
    AmqpUri broker =
        environment.parse(
            "AMQP_CONNECTION",
            HERE,
            "of the form amqp://user:password@host:port/vhost",
            ManagementSettings::broker);
    URI beside = beside(broker);
    if (beside.getHost() == null && environment.optional(MANAGEMENT) == null) {
      environment.problem(MANAGEMENT, "has to be set: AMQP_CONNECTION's host fits into no URL");
    }
    URI management =
        environment.parse(MANAGEMENT, beside, "an http or https URL", ManagementSettings::web);
    if ("http".equals(management.getScheme()) && management.getHost() != null) {
      Plaintext.refuseFar(environment, MANAGEMENT, management.getHost(), "https");
    }
    return of(
        broker, management, TrustedCertificates.from(environment, RabbitSettings.AUTHORITIES));
  }

  /** Never the password. */
  @Override
  public String toString() {
    return address + " as " + username + ", virtual host " + virtualHost;
  }

  private static ManagementSettings of(
      AmqpUri broker, URI management, TrustedCertificates trusted) {
    URI address = withoutCredentials(management);
    String credentials = management.getRawUserInfo();
    if (credentials == null) {
      return new ManagementSettings(
          address, broker.username(), broker.password(), broker.virtualHost(), trusted);
    }
    String[] parts = credentials.split(":", 2);
    String password = parts.length == 2 ? decoded(parts[1]) : "";
    return new ManagementSettings(
        address, decoded(parts[0]), password, broker.virtualHost(), trusted);
  }

  /** Also refuses a host that could be in no URL at all. */
  private static AmqpUri broker(String text) {
    AmqpUri uri = AmqpUri.parse(text);
    beside(uri);
    return uri;
  }

  private static URI beside(AmqpUri broker) {
    return switch (broker.scheme()) {
      case AMQP -> URI.create("http://" + broker.host() + ":15672");
      case AMQPS -> URI.create("https://" + broker.host() + ":15671");
    };
  }

  private static @Nullable URI web(String text) {
    URI uri = URI.create(text);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    return web && uri.getHost() != null ? uri : null;
  }

  private static URI withoutCredentials(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/+$", "");
    return URI.create(uri.getScheme() + "://" + uri.getHost() + port + path);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}

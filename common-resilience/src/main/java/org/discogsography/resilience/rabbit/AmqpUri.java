package org.discogsography.resilience.rabbit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address as in {@code amqp://user:password@host:5672/virtual%2Fhost}. Every part but the scheme
 * may be left out; user, password and virtual host may be percent-encoded. A query is accepted and
 * ignored: time limits have settings of their own. Unlike {@link java.net.URI} it takes host names
 * with an underscore, which container networks use.
 */
public record AmqpUri(
    Scheme scheme, String username, String password, String host, int port, String virtualHost) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>amqps?)://"
              + "(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
              + "(?<host>\\[[0-9a-fA-F:.]+]|[^:@/?\\[\\]]*)(?::(?<port>\\d{1,5}))?"
              + "(?:/(?<vhost>[^/?]*))?(?:\\?.*)?");
  private static final String GUEST = "guest";

  /** Plain or with TLS. */
  public enum Scheme {
    AMQP(5672),
    AMQPS(5671);

    private final int port;

    Scheme(int port) {
      this.port = port;
    }
  }

  /**
   * Takes it apart.
   *
   * @throws IllegalArgumentException without the text, which may hold a password
   */
  public static AmqpUri parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not of the form amqp://user:password@host:port/vhost");
    }
    Scheme scheme = matcher.group("scheme").equals("amqps") ? Scheme.AMQPS : Scheme.AMQP;
    String port = matcher.group("port");
    return new AmqpUri(
        scheme,
        decoded(matcher.group("user"), GUEST),
        decoded(matcher.group("password"), GUEST),
        decoded(matcher.group("host"), "localhost"),
        port == null ? scheme.port : validPort(Integer.parseInt(port)),
        decoded(matcher.group("vhost"), "/"));
  }

  /** Where it is, without who asks. */
  String address() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return scheme.name().toLowerCase(java.util.Locale.ROOT) + "://" + address();
  }

  private static int validPort(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("no such port");
    }
    return port;
  }

  private static String decoded(@Nullable String part, String otherwise) {
    if (part == null || part.isEmpty()) {
      return otherwise;
    }
    // A plus sign is a plus sign here; only forms encode a space that way.
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}

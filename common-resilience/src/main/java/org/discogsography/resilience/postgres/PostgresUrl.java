package org.discogsography.resilience.postgres;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code postgresql://user:password@host:port/database?option=value} URL. Whatever is left out is
 * empty, and a port 0. User, password, database and values may be percent-encoded.
 */
record PostgresUrl(
    String user,
    String password,
    String host,
    int port,
    String database,
    Map<String, String> options) {
  static final Set<String> OPTIONS =
      Set.of("sslmode", "sslrootcert", "application_name", "connect_timeout");

  private static final Pattern FORM =
      Pattern.compile(
          "postgres(?:ql)?(?:\\+\\w+)?://(?:([^/?#]*)@)?([^/?#@]*)(?:/([^?#]*))?(?:\\?(.*))?");
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:,]*)(?::(\\d+))?");

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException without the value in its message
   */
  static PostgresUrl parse(String text) {
    Matcher form = matched(FORM, text);
    Matcher authority = matched(AUTHORITY, form.group(2));
    String[] who = orEmpty(form.group(1)).split(":", 2);
    return new PostgresUrl(
        decoded(who[0]),
        who.length > 1 ? decoded(who[1]) : "",
        authority.group(1),
        authority.group(2) == null ? 0 : port(authority.group(2)),
        decoded(orEmpty(form.group(3))),
        options(orEmpty(form.group(4))));
  }

  String option(String name) {
    return options.getOrDefault(name, "");
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    Arrays.stream(query.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> options.put(decoded(pair[0]), pair.length > 1 ? decoded(pair[1]) : ""));
    return options;
  }

  private static Matcher matched(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a URL of PostgreSQL");
    }
    return matcher;
  }

  static int port(String text) {
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("no port");
    }
    return port;
  }

  /** A plus sign is one; only forms of web pages mean a space by it. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "PostgresUrl[%s@%s:%d/%s]".formatted(user, host, port, database);
  }
}

package org.discogsography.resilience.postgres;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.tls.Plaintext;
import org.jspecify.annotations.Nullable;

/** Which database, as whom and how: every name that systems of this kind use for it. */
final class TargetVariables {
  private static final String URL = "DATABASE_URL";

  private final Environment environment;
  private final @Nullable PostgresUrl url;

  private TargetVariables(Environment environment) {
    this.environment = environment;
    this.url = url(environment);
  }

  /**
   * Where a database is.
   *
   * @param applicationName empty where it is not given
   */
  record Target(
      String host,
      int port,
      String database,
      String username,
      String password,
      String applicationName,
      Optional<Duration> connectTimeout,
      Tls tls) {}

  static Target read(Environment environment) {
    return new TargetVariables(environment).target();
  }

  private Target target() {
    Address address = address();
    String host =
        texts("DB_HOST", PostgresUrl::host, address.host())
            .orElseGet(() -> missing("POSTGRES_ADDRESS"));
    int port =
        new Aliases<Integer>(environment)
            .add("POSTGRES_ADDRESS", zeroToNull(address.port()))
            .add(URL, url == null ? null : zeroToNull(url.port()))
            .variable("DB_PORT", "a port", PostgresUrl::port)
            .value()
            .orElse(PostgresSettings.defaultPort());
    Tls tls = tls();
    refusePlaintext(host, tls);
    return new Target(
        host,
        port,
        named("POSTGRES_DATABASE", "DB_NAME", PostgresUrl::database),
        named("POSTGRES_USERNAME", "DB_USER", PostgresUrl::user),
        named("POSTGRES_PASSWORD", "DB_PASS", PostgresUrl::password),
        option("application_name"),
        connectTimeout(),
        tls);
  }

  private void refusePlaintext(String host, Tls tls) {
    if (tls.mayBePlain()) {
      String variable =
          Stream.of("POSTGRES_ADDRESS", "DB_HOST", URL)
              .filter(name -> environment.optional(name) != null)
              .findFirst()
              .orElse(URL);
      Plaintext.refuseFar(environment, variable, host, "DATABASE_SSL_MODE=verify-full");
    }
  }

  private Optional<String> texts(
      String alias, Function<PostgresUrl, String> part, String fromAddress) {
    return new Aliases<String>(environment)
        .add("POSTGRES_ADDRESS", emptyToNull(fromAddress))
        .add(URL, url == null ? null : emptyToNull(part.apply(url)))
        .variable(alias, "a host", text -> text)
        .value();
  }

  private String named(String name, String alias, Function<PostgresUrl, String> part) {
    return new Aliases<String>(environment)
        .add(name, environment.optional(name))
        .add(URL, url == null ? null : emptyToNull(part.apply(url)))
        .add(alias, environment.optional(alias))
        .value()
        .orElseGet(() -> missing(name));
  }

  private String missing(String name) {
    boolean reported = url == null && environment.optional(URL) != null;
    boolean malformed = name.equals("POSTGRES_ADDRESS") && environment.optional(name) != null;
    if (!reported && !malformed) {
      environment.problem(name, "is not set");
    }
    return "";
  }

  private Optional<Duration> connectTimeout() {
    String seconds = option("connect_timeout");
    if (seconds.isEmpty() || seconds.equals("0")) {
      return Optional.empty();
    }
    try {
      int value = Integer.parseInt(seconds);
      if (value > 0) {
        return Optional.of(Duration.ofSeconds(value));
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    environment.problem(URL, "has a connect_timeout that is not a whole number of seconds");
    return Optional.empty();
  }

  private Tls tls() {
    String given = environment.text("DATABASE_SSL_MODE", Tls.DEFAULT.mode());
    String mode =
        new Aliases<String>(environment)
            .add(
                "DATABASE_SSL_MODE",
                environment.optional("DATABASE_SSL_MODE") == null ? null : given)
            .add(URL, emptyToNull(option("sslmode")))
            .value()
            .orElse(given);
    String root =
        new Aliases<String>(environment)
            .add("DATABASE_SSL_ROOT_CERT", environment.optional("DATABASE_SSL_ROOT_CERT"))
            .add(URL, emptyToNull(option("sslrootcert")))
            .value()
            .orElse("");
    if (!Tls.MODES.contains(mode)) {
      environment.problem(
          option("sslmode").equals(mode) ? URL : "DATABASE_SSL_MODE",
          "names a mode of TLS that is not one of disable, allow, prefer, require, verify-ca,"
              + " verify-full");
      return Tls.DEFAULT;
    }
    return new Tls(mode, root);
  }

  private String option(String name) {
    return url == null ? "" : url.option(name);
  }

  private Address address() {
    return environment.parse("POSTGRES_ADDRESS", new Address("", 0), "host:port", Address::parse);
  }

  private static @Nullable PostgresUrl url(Environment environment) {
    PostgresUrl url =
        new Aliases<PostgresUrl>(environment)
            .variable(URL, "postgresql://user:password@host:port/database", PostgresUrl::parse)
            .value()
            .orElse(null);
    if (url != null) {
      url.options().keySet().stream()
          .filter(option -> !PostgresUrl.OPTIONS.contains(option))
          .forEach(option ->
              environment.problem(URL, "has the option " + option + ", which is not known here"));
    }
    return url;
  }

  private static @Nullable Integer zeroToNull(int port) {
    return port == 0 ? null : port;
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** An IPv6 address stands in square brackets; a port that is left out is 0. */
  private record Address(String host, int port) {
    static Address parse(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 0 || text.endsWith("]")) {
        return new Address(checked(text), 0);
      }
      return new Address(
          checked(text.substring(0, colon)), PostgresUrl.port(text.substring(colon + 1)));
    }

    private static String checked(String host) {
      if (host.isEmpty() || host.contains("/") || host.contains("@")) {
        throw new IllegalArgumentException("no host");
      }
      return host;
    }

    /** As the documentation shows the default: there is none. */
    @Override
    public String toString() {
      return host;
    }
  }
}

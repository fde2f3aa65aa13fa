package org.discogsography.resilience.neo4j;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.NotificationSeverity;

/**
 * Drivers as this package wants them: they retry nothing themselves, and check a connection that
 * was idle for long before they hand it out. Neither constructor opens a connection.
 */
final class Drivers {
  private static final Duration IDLE_BEFORE_CHECK = Duration.ofSeconds(30);
  private static final Duration PROBE_CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final int PROBE_CONNECTIONS = 4;
  private static final String VERIFIED = "+s";

  private Drivers() {}

  static Driver forCalls(Neo4jSettings settings) {
    return open(
        settings,
        base()
            .withMaxConnectionPoolSize(settings.maxPoolSize())
            .withConnectionAcquisitionTimeout(millis(acquisition(settings)), MILLISECONDS)
            .withConnectionTimeout(millis(settings.connectTimeout()), MILLISECONDS)
            .withMaxConnectionLifetime(millis(settings.connectionLifetime()), MILLISECONDS)
            .withConnectionLivenessCheckTimeout(IDLE_BEFORE_CHECK.toSeconds(), TimeUnit.SECONDS));
  }

  /** Later than the call's own deadline nobody would hear that the pool is used up. */
  private static Duration acquisition(Neo4jSettings settings) {
    Duration call = settings.transactionTimeout();
    return settings.acquisitionTimeout().compareTo(call) < 0 ? settings.acquisitionTimeout() : call;
  }

  /** More than one connection, because an attempt that hangs holds its place for a while. */
  static Driver forProbes(Neo4jSettings settings) {
    return open(
        settings,
        base()
            .withEventLoopThreads(1)
            .withMaxConnectionPoolSize(PROBE_CONNECTIONS)
            .withConnectionAcquisitionTimeout(millis(PROBE_CONNECT_TIMEOUT), MILLISECONDS)
            .withConnectionTimeout(millis(PROBE_CONNECT_TIMEOUT), MILLISECONDS));
  }

  private static final TimeUnit MILLISECONDS = TimeUnit.MILLISECONDS;

  /** The driver's way forward is the JDK's System.Logger; everything else here logs to SLF4J. */
  @SuppressWarnings("deprecation")
  private static Config.ConfigBuilder base() {
    return Config.builder()
        .withLogging(Logging.slf4j())
        .withMaxTransactionRetryTime(0, MILLISECONDS)
        .withAutoCommitRetriesDisabled(true)
        .withMinimumNotificationSeverity(NotificationSeverity.OFF)
        .withTelemetryDisabled(true);
  }

  private static Driver open(Neo4jSettings settings, Config.ConfigBuilder config) {
    AuthToken credentials = AuthTokens.basic(settings.username(), settings.password());
    return settings
        .trusted()
        .file()
        .filter(authorities -> verified(settings.address()))
        .map(authorities -> openTrusting(authorities, settings.address(), credentials, config))
        .orElseGet(() -> GraphDatabase.driver(settings.address(), credentials, config.build()));
  }

  private static boolean verified(URI address) {
    return address.getScheme().endsWith(VERIFIED);
  }

  /** The driver takes authorities of one's own only with a plain scheme. */
  private static Driver openTrusting(
      Path authorities, URI address, AuthToken credentials, Config.ConfigBuilder config) {
    File file = authorities.toFile();
    Config.TrustStrategy trust =
        Config.TrustStrategy.trustCustomCertificateSignedBy(file).withHostnameVerification();
    String scheme = address.getScheme();
    String plain = scheme.substring(0, scheme.length() - VERIFIED.length());
    URI target = URI.create(plain + address.toString().substring(scheme.length()));
    return GraphDatabase.driver(
        target, credentials, config.withEncryption().withTrustStrategy(trust).build());
  }

  private static long millis(Duration duration) {
    return duration.toMillis();
  }
}

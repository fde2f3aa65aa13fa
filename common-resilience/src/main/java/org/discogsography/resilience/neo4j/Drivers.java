package org.discogsography.resilience.neo4j;

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
    return GraphDatabase.driver(settings.address(), credentials, config.build());
  }

  private static long millis(Duration duration) {
    return duration.toMillis();
  }
}

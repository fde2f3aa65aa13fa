package org.discogsography.resilience.postgres;

import com.zaxxer.hikari.HikariConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.discogsography.resilience.postgres.PostgresSettings.Route;
import org.discogsography.resilience.probe.Prober;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** The driver's data sources with every timeout set; its own defaults never time out. */
final class DataSources {
  /** Bytes of one answer. */
  private static final String MOST_READ = "1000000";

  private static final Duration LEAST_IDLE = Duration.ofSeconds(10);
  private static final Duration HEALTH_CHECK = Duration.ofSeconds(30);

  private DataSources() {}

  /**
   * The pool, which opens connections only while the probe says that there is a server.
   *
   * @param opened hears of every connection
   */
  static HikariConfig pooled(
      PostgresSettings settings, Prober prober, Runnable opened, MeterRegistry metrics) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(PostgresClassifier.STORE);
    config.setDataSource(
        new GatedDataSource(
            forPool(settings), prober, settings.connectTimeout(), settings.route(), opened));
    config.setAutoCommit(false);
    config.setInitializationFailTimeout(-1);
    config.setMinimumIdle(settings.minimumConnections());
    config.setMaximumPoolSize(settings.maximumConnections());
    config.setConnectionTimeout(settings.poolTimeout().toMillis());
    config.setMaxLifetime(settings.maximumLifetime().toMillis());
    config.setIdleTimeout(idleTimeout(settings).toMillis());
    config.setLeakDetectionThreshold(settings.calls().leakDetection().toMillis());
    config.setKeepaliveTime(settings.route() == Route.SERVER ? HEALTH_CHECK.toMillis() : 0);
    config.setMetricRegistry(metrics);
    return config;
  }

  /** Within what the pool takes without a warning: 10 s to the half of a connection's life. */
  private static Duration idleTimeout(PostgresSettings settings) {
    if (settings.minimumConnections() == settings.maximumConnections()) {
      return Duration.ZERO;
    }
    Duration most = settings.maximumLifetime().dividedBy(2);
    Duration wanted = settings.calls().idleTimeout();
    Duration bounded = wanted.compareTo(most) > 0 ? most : wanted;
    return bounded.compareTo(LEAST_IDLE) < 0 ? LEAST_IDLE : bounded;
  }

  static PGSimpleDataSource forPool(PostgresSettings settings) {
    PGSimpleDataSource source = basic(settings);
    source.setApplicationName(settings.applicationName());
    source.setConnectTimeout(seconds(settings.connectTimeout()));
    source.setLoginTimeout(seconds(settings.connectTimeout()));
    source.setSocketTimeout(seconds(settings.socketTimeout()));
    if (settings.route() == Route.SERVER) {
      source.setOptions(settings.limits().startupOptions());
    }
    return source;
  }

  /** No login timeout: it would leave the driver's helper thread behind on a hung server. */
  static PGSimpleDataSource forProbe(PostgresSettings settings) {
    PGSimpleDataSource source = basic(settings);
    source.setApplicationName(settings.applicationName() + " probe");
    source.setConnectTimeout(seconds(settings.probeTimeout()));
    source.setSocketTimeout(seconds(settings.probeTimeout()));
    return source;
  }

  /**
   * For single looks at the server.
   *
   * @param limit for everything; who uses the connection has to keep it
   */
  static PGSimpleDataSource forReading(PostgresSettings settings, Duration limit) {
    PGSimpleDataSource source = basic(settings);
    source.setApplicationName(settings.applicationName() + " look");
    source.setConnectTimeout(seconds(limit));
    source.setSocketTimeout(seconds(limit));
    source.setMaxResultBuffer(MOST_READ);
    return source;
  }

  private static PGSimpleDataSource basic(PostgresSettings settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {settings.host()});
    source.setPortNumbers(new int[] {settings.port()});
    source.setDatabaseName(settings.database());
    source.setUser(settings.username());
    source.setPassword(settings.password());
    source.setTcpKeepAlive(true);
    source.setSslMode(settings.tls().mode());
    if (!settings.tls().rootCertificate().isEmpty()) {
      source.setSslRootCert(settings.tls().rootCertificate());
    } else if (settings.tls().verifies()) {
      // Otherwise the driver looks for a file in the home directory, which a container has not.
      source.setSslfactory(DefaultJavaSSLFactory.class.getName());
    }
    switch (settings.route()) {
      // Then the name travels with the log-in instead of in a statement of its own.
      case SERVER -> source.setAssumeMinServerVersion("12");
      // Otherwise the log-in would carry a parameter that it refuses. And the next transaction may
      // meet another session, which knows no statement of this one.
      case PGBOUNCER -> source.setPrepareThreshold(0);
    }
    return source;
  }

  private static int seconds(Duration duration) {
    return Math.toIntExact(Math.max(1, duration.plusMillis(999).toSeconds()));
  }
}

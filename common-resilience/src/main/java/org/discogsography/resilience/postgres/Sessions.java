package org.discogsography.resilience.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.discogsography.resilience.resource.ResourceMonitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands out the pool's connections and takes them back clean. Thread-safe. */
final class Sessions {
  private static final Logger LOGGER = LoggerFactory.getLogger(Sessions.class);

  private final HikariDataSource pool;
  private final PostgresSettings settings;
  private final ResourceMonitor monitor;
  private final Checkouts checkouts;
  private final Map<Session, Checkouts.Ticket> tickets = new ConcurrentHashMap<>();

  Sessions(
      HikariDataSource pool,
      PostgresSettings settings,
      ResourceMonitor monitor,
      Checkouts checkouts) {
    this.pool = pool;
    this.settings = settings;
    this.monitor = monitor;
    this.checkouts = checkouts;
  }

  /** A connection whose auto-commit is on, as JDBC has it. */
  Connection open(StatementWatch watch) throws SQLException {
    Connection pooled = pool.getConnection();
    try {
      Session session = new Session(this, pooled, watch);
      tickets.put(session, checkouts.taken());
      return ConnectionProxy.of(session);
    } catch (SQLException e) {
      pool.evictConnection(pooled);
      throw e;
    }
  }

  PostgresSettings settings() {
    return settings;
  }

  void rolledBack() {
    monitor.rolledBack();
  }

  /** Its state is not known, or not to be mended. */
  void evict(Connection pooled) {
    pool.evictConnection(pooled);
  }

  void returned(Session session) {
    Checkouts.Ticket ticket = tickets.remove(session);
    if (ticket != null) {
      checkouts.returned(ticket);
    }
    try {
      session.pooled().close();
    } catch (SQLException e) {
      LOGGER.debug("A connection was broken when it was given back", e);
    }
  }
}

package org.discogsography.resilience.neo4j;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.tls.Plaintext;
import org.discogsography.resilience.tls.TrustedCertificates;
import org.jspecify.annotations.Nullable;

/**
 * Where Neo4j is, and how long anything may take. A call, from asking for a connection to the
 * answer to its commit, ends after {@code transactionTimeout} (which the server enforces) plus
 * {@code answerGrace}, also when the server hangs and enforces nothing.
 *
 * @param address NEO4J_ADDRESS, a bolt or neo4j URI; required
 * @param username NEO4J_USERNAME, default {@code neo4j}
 * @param password NEO4J_PASSWORD; required
 * @param maxPoolSize NEO4J_MAX_POOL_SIZE, default 50 connections
 * @param connectionLifetime NEO4J_CONNECTION_LIFETIME, default 1800 s
 * @param acquisitionTimeout NEO4J_ACQUISITION_TIMEOUT, the longest wait for a connection of the
 *     pool, default 60 s; the transaction timeout where that is shorter
 * @param connectTimeout NEO4J_CONNECT_TIMEOUT, default 10 s
 * @param transactionTimeout NEO4J_TRANSACTION_TIMEOUT, default 30 s
 * @param answerGrace NEO4J_ANSWER_GRACE, default 5 s; the server looks for late transactions every
 *     2 s only (db.transaction.monitor.check.interval), so less makes a slow statement look like a
 *     hang
 * @param trusted NEO4J_SSL_ROOT_CERT, whose servers {@code bolt+s} and {@code neo4j+s} trust;
 *     default those of the JVM
 */
public record Neo4jSettings(
    URI address,
    String username,
    String password,
    int maxPoolSize,
    Duration connectionLifetime,
    Duration acquisitionTimeout,
    Duration connectTimeout,
    Duration transactionTimeout,
    Duration answerGrace,
    TrustedCertificates trusted) {
  private static final String ADDRESS = "NEO4J_ADDRESS";

  /** The variable that names the authorities. */
  static final String AUTHORITIES = "NEO4J_SSL_ROOT_CERT";

  private static final Set<String> SCHEMES =
      Set.of("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc");
  private static final URI NOWHERE = URI.create("bolt://127.0.0.1:7687");

  /** Trusts whom the JVM trusts. */
  public Neo4jSettings(
      URI address,
      String username,
      String password,
      int maxPoolSize,
      Duration connectionLifetime,
      Duration acquisitionTimeout,
      Duration connectTimeout,
      Duration transactionTimeout,
      Duration answerGrace) {
    this(
        address,
        username,
        password,
        maxPoolSize,
        connectionLifetime,
        acquisitionTimeout,
        connectTimeout,
        transactionTimeout,
        answerGrace,
        TrustedCertificates.OF_THE_JVM);
  }

  /** Reads the environment; a plain address that is not near is a problem (ALLOW_PLAINTEXT). */
  public static Neo4jSettings from(Environment environment) {
    return new Neo4jSettings(
        address(environment),
        environment.text("NEO4J_USERNAME", "neo4j"),
        environment.required("NEO4J_PASSWORD"),
        environment.integer("NEO4J_MAX_POOL_SIZE", 50, 1, 10_000),
        environment.seconds("NEO4J_CONNECTION_LIFETIME", ofMinutes(30)),
        environment.seconds("NEO4J_ACQUISITION_TIMEOUT", ofSeconds(60)),
        environment.seconds("NEO4J_CONNECT_TIMEOUT", ofSeconds(10)),
        environment.seconds("NEO4J_TRANSACTION_TIMEOUT", ofSeconds(30)),
        environment.seconds("NEO4J_ANSWER_GRACE", ofSeconds(5)),
        TrustedCertificates.from(environment, AUTHORITIES));
  }

  /** Defaults for everything but the address and the credentials. */
  public static Neo4jSettings of(String address, String username, String password) {
    return new Neo4jSettings(
        URI.create(address),
        username,
        password,
        50,
        ofMinutes(30),
        ofSeconds(60),
        ofSeconds(10),
        ofSeconds(30),
        ofSeconds(5));
  }

  /** The same with other limits for a transaction and the wait beyond it. */
  public Neo4jSettings withTransactionTimeout(Duration timeout, Duration grace) {
    return new Neo4jSettings(
        address,
        username,
        password,
        maxPoolSize,
        connectionLifetime,
        acquisitionTimeout,
        connectTimeout,
        timeout,
        grace,
        trusted);
  }

  @Override
  public String toString() {
    return "Neo4jSettings[" + username + "@" + address + ", pool " + maxPoolSize + "]";
  }

  private static URI address(Environment environment) {
    if (environment.optional(ADDRESS) == null) {
      environment.problem(ADDRESS, "is not set");
    }
    URI uri =
        environment.parse(
            ADDRESS, NOWHERE, "a URI such as bolt://localhost:7687", Neo4jSettings::address);
    if (!uri.getScheme().contains("+")) {
      Plaintext.refuseFar(environment, ADDRESS, uri.getHost(), uri.getScheme() + "+s");
    }
    return uri;
  }

  private static @Nullable URI address(String text) {
    URI uri = URI.create(text);
    // The address is shown, so that nothing secret may be in it.
    boolean usable =
        uri.getHost() != null
            && uri.getUserInfo() == null
            && SCHEMES.contains(String.valueOf(uri.getScheme()));
    return usable ? uri : null;
  }
}

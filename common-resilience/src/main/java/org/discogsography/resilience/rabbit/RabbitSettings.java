package org.discogsography.resilience.rabbit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.tls.Plaintext;
import org.discogsography.resilience.tls.TrustedCertificates;

/**
 * How to reach the broker and how long to wait for it.
 *
 * @param uri {@code amqp://user:password@host:port/vhost}, parts percent-encoded where necessary;
 *     {@code amqps} verifies the server's certificate and host name
 * @param heartbeat a peer that is silent for about twice this long is gone; default 10 seconds
 * @param connectTimeout for the TCP connection and again for the handshake; default 5 seconds
 * @param rpcTimeout for every answer of the broker to a single request; default 30 seconds
 * @param acquireTimeout how long {@code subscribe} and {@code depth} wait; default 10 seconds
 * @param closeTimeout for each of the steps of closing; default 5 seconds
 * @param windowMessages unconfirmed messages at once; default 4,000
 * @param windowBytes the bodies of those together; default 32 MiB
 * @param maxBodyBytes larger bodies are refused before they are sent, because the broker would
 *     close the channel; default 1 MiB and 64 KiB
 * @param republishPause before a message that was returned or nacked is published again; default 1
 *     second
 * @param trusted AMQP_SSL_ROOT_CERT, whose servers {@code amqps} trusts; default those of the JVM
 */
public record RabbitSettings(
    String uri,
    Duration heartbeat,
    Duration connectTimeout,
    Duration rpcTimeout,
    Duration acquireTimeout,
    Duration closeTimeout,
    int windowMessages,
    int windowBytes,
    int maxBodyBytes,
    Duration republishPause,
    TrustedCertificates trusted) {
  private static final String ADDRESS = "AMQP_CONNECTION";

  /** The variable that names the broker's authorities, those of its management API too. */
  public static final String AUTHORITIES = "AMQP_SSL_ROOT_CERT";

  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  /**
   * @throws IllegalArgumentException if the URI is not one; the message does not show it
   */
  public RabbitSettings {
    AmqpUri.parse(requireNonNull(uri, "uri is null"));
    if (windowMessages < 1 || windowBytes < maxBodyBytes) {
      throw new IllegalArgumentException("the window is smaller than one message");
    }
  }

  /** Trusts whom the JVM trusts. */
  public RabbitSettings(
      String uri,
      Duration heartbeat,
      Duration connectTimeout,
      Duration rpcTimeout,
      Duration acquireTimeout,
      Duration closeTimeout,
      int windowMessages,
      int windowBytes,
      int maxBodyBytes,
      Duration republishPause) {
    this(
        uri,
        heartbeat,
        connectTimeout,
        rpcTimeout,
        acquireTimeout,
        closeTimeout,
        windowMessages,
        windowBytes,
        maxBodyBytes,
        republishPause,
        TrustedCertificates.OF_THE_JVM);
  }

  /** Defaults for everything but the address. */
  public static RabbitSettings of(String uri) {
    return new RabbitSettings(
        uri,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        4_000,
        32 * MIB,
        MIB + 64 * KIB,
        Duration.ofSeconds(1));
  }

  /**
   * Reads AMQP_CONNECTION, which is required, and the AMQP_... variables that have defaults. An
   * {@code amqp} address that is not near is a problem (ALLOW_PLAINTEXT).
   */
  public static RabbitSettings from(Environment environment) {
    RabbitSettings defaults = of(uri(environment));
    return new RabbitSettings(
        defaults.uri,
        environment.seconds("AMQP_HEARTBEAT", defaults.heartbeat),
        environment.seconds("AMQP_CONNECT_TIMEOUT", defaults.connectTimeout),
        environment.seconds("AMQP_RPC_TIMEOUT", defaults.rpcTimeout),
        environment.seconds("AMQP_ACQUIRE_TIMEOUT", defaults.acquireTimeout),
        environment.seconds("AMQP_CLOSE_TIMEOUT", defaults.closeTimeout),
        environment.integer("AMQP_PUBLISH_WINDOW", defaults.windowMessages, 1, 1_000_000),
        environment.integer("AMQP_PUBLISH_WINDOW_BYTES", defaults.windowBytes, 16 * MIB, 1 << 30),
        environment.integer("AMQP_MAX_BODY_BYTES", defaults.maxBodyBytes, KIB, 16 * MIB),
        environment.seconds("AMQP_REPUBLISH_PAUSE", defaults.republishPause),
        TrustedCertificates.from(environment, AUTHORITIES));
  }

  AmqpUri parsedUri() {
    return AmqpUri.parse(uri);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "RabbitSettings[" + parsedUri() + "]";
  }

  private static String uri(Environment environment) {
    String unset = "amqp://localhost";
    String uri = environment.required(ADDRESS);
    try {
      AmqpUri parsed = AmqpUri.parse(uri.isEmpty() ? unset : uri);
      if (parsed.scheme() == AmqpUri.Scheme.AMQP) {
        Plaintext.refuseFar(environment, ADDRESS, parsed.host(), "amqps");
      }
      return uri.isEmpty() ? unset : uri;
    } catch (IllegalArgumentException e) {
      environment.problem(ADDRESS, "is not of the form amqp://user:password@host:port/vhost");
      return unset;
    }
  }
}

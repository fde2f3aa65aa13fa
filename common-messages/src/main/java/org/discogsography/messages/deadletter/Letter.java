package org.discogsography.messages.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.rabbit.OutboundMessage;

/**
 * A message in a dead-letter queue: put there by a worker, whose headers say why, or by the broker
 * itself, of which only the reason is known.
 */
public record Letter(Delivery delivery) {
  private static final String SUFFIX = ".dlq";
  private static final List<String> ADDED = List.of("x-error-", "x-original-");
  private static final List<String> OF_BROKER =
      List.of("x-death", "x-first-death-", "x-last-death-", "x-delivery-count");

  /**
   * What makes two letters the same.
   *
   * @param queue the work queue
   * @param hash as the message says it
   * @param content of what it really is: kind, force and body
   */
  public record Key(String queue, String id, String dump, String run, String hash, String content) {
    @Override
    public String toString() {
      return "%s id %s version %s/%s sha256 %s".formatted(queue, id, dump, run, hash);
    }
  }

  /** The queue it came from, which is the only one that it goes back to. */
  public String queue() {
    String name = delivery.queue();
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  public Key key() {
    return new Key(
        queue(),
        header("id"),
        header("dump"),
        header("run"),
        delivery.properties().messageId(),
        content());
  }

  private String content() {
    MessageDigest digest = sha256();
    digest.update(delivery.properties().type().getBytes(UTF_8));
    digest.update(header("force").getBytes(UTF_8));
    return HexFormat.of().formatHex(digest.digest(delivery.body()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** As the worker said it, else as the broker did: delivery_limit, rejected. */
  public String reason() {
    String reason = header("x-error-reason");
    return reason.isEmpty() ? header("x-first-death-reason") : reason;
  }

  /** A header as text; empty where it is missing. */
  public String header(String name) {
    Object value = delivery.properties().headers().get(name);
    return value == null ? "" : value.toString();
  }

  /** The message as it was before, for the queue it came from. */
  public OutboundMessage again() {
    MessageProperties properties = delivery.properties();
    Map<String, Object> headers = new HashMap<>(properties.headers());
    headers.keySet().removeIf(name -> begins(name, ADDED) || begins(name, OF_BROKER));
    return new OutboundMessage(
        "",
        queue(),
        new MessageProperties(
            properties.messageId(),
            properties.type(),
            properties.contentType(),
            properties.timestamp(),
            headers),
        delivery.body());
  }

  private static boolean begins(String name, List<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }
}

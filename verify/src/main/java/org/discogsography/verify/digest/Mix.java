package org.discogsography.verify.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.discogsography.verify.record.Link;

/**
 * The numbers that are summed, chosen so that SQL and Cypher can compute them too and no sum over a
 * bucket overflows a long. They tell accidents apart, not attacks.
 */
public final class Mix {
  /** A prime, so that squares and cubes spread; products of two remainders fit into a long. */
  public static final long PRIME = 2_147_483_647L;

  /** By which an id, and the kind of a relationship, weigh. */
  public static final long ID_FACTOR = 1_000_003L;

  /** By which the kind of a relationship weighs. */
  public static final long KIND_FACTOR = 998_244_353L;

  /** Every kind of relationship, in the order of its number, from 1. */
  public static final List<String> KINDS =
      List.of(
          "MEMBER_OF Artist",
          "ALIAS_OF Artist",
          "BY Artist",
          "ON Label",
          "SUBLABEL_OF Label",
          "DERIVED_FROM Master",
          "IS Genre",
          "IS Style");

  private Mix() {}

  /** The first 8 bytes of an MD5 as two unsigned numbers of 32 bits. */
  public record Halves(long high, long low) {}

  /** Of bytes. */
  public static Halves bytes(byte[] bytes) {
    try {
      ByteBuffer md5 = ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(bytes));
      return new Halves(Integer.toUnsignedLong(md5.getInt()), Integer.toUnsignedLong(md5.getInt()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  /** Of a text, 32 bits. */
  public static long text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8)).high();
  }

  /** So that contents cannot change places within a bucket. */
  public static long weight(long id) {
    return Math.floorMod(id, Digests.BUCKET) + 1L;
  }

  /** A relationship of a record, less than the prime. */
  public static long link(long id, Link link) {
    long target = link.target() instanceof Long number ? number : text(link.target().toString());
    long kind = KINDS.indexOf(link.kind()) + 1L;
    return (id * ID_FACTOR + kind * KIND_FACTOR + target) % PRIME;
  }
}

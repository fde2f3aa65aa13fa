package org.discogsography.resilience.conformance;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The first bytes of a protocol, and the first byte of the answer of a server that takes clients.
 */
record Greeting(byte[] question, int firstOfAnswer) {
  private static final int PATIENCE_MILLIS = 500;
  private static final int POSTGRES_3_0 = 3 << 16;

  /** Bolt's, with three versions it could speak; the answer is the one chosen. */
  static Greeting bolt() {
    return new Greeting(
        new byte[] {0x60, 0x60, (byte) 0xB0, 0x17, 0, 8, 8, 5, 0, 4, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0},
        0);
  }

  static Greeting amqp() {
    return new Greeting("AMQP\0\0\t\1".getBytes(StandardCharsets.US_ASCII), 1);
  }

  /** A log-in: answered with a question for the password, or with an error while it starts. */
  static Greeting postgres(String user, String database) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String text : new String[] {"user", user, "database", database, ""}) {
      body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      body.write(0);
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(message)) {
      out.writeInt(body.size() + 2 * Integer.BYTES);
      out.writeInt(POSTGRES_3_0);
      body.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Greeting(message.toByteArray(), 'R');
  }

  boolean isReturnedBy(int port) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      socket.getOutputStream().write(question);
      return socket.getInputStream().read() == firstOfAnswer;
    } catch (IOException e) {
      return false;
    }
  }
}

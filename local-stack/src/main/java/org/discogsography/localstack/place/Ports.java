package org.discogsography.localstack.place;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.discogsography.localstack.process.Await;
import org.discogsography.localstack.process.LocalStackException;

/** Ports of the loopback address. */
public final class Ports {
  private static final int LOWEST = 20_000;

  /** Below the ports that the system gives to outgoing connections. */
  private static final int HIGHEST = 32_000;

  /** A server that has just ended may still hold its port for a moment. */
  private static final Duration TO_BE_FREED = Duration.ofSeconds(3);

  private static final int ATTEMPTS = 1_000;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * A port that nothing listens on. Another one each time: who got it may be about to listen, or
   * have stopped for a while.
   */
  public static int free() {
    RandomGenerator random = RandomGenerator.getDefault();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = random.nextInt(LOWEST, HIGHEST);
      if (isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new LocalStackException("No free port between " + LOWEST + " and " + HIGHEST + ".");
  }

  /**
   * Makes sure that a server can listen.
   *
   * @throws LocalStackException naming the port and its purpose
   */
  public static void requireFree(String purpose, int port) {
    if (!Await.until(TO_BE_FREED, () -> isFree(port))) {
      throw new LocalStackException(
          "Port %d, wanted for %s, is taken by another process: end that process, or move this stack with DISCOGSOGRAPHY_PORT_OFFSET."
              .formatted(port, purpose));
    }
  }

  /** Whether a server behind the port answers these bytes with an answer that begins as wanted. */
  public static boolean answers(int port, byte[] question, int answerLength, byte firstOfAnswer) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      socket.setSoTimeout(2000);
      socket.getOutputStream().write(question);
      InputStream in = socket.getInputStream();
      byte[] answer = in.readNBytes(answerLength);
      return answer.length == answerLength && answer[0] == firstOfAnswer;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}

package org.discogsography.localstack.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.discogsography.localstack.process.Await;
import org.discogsography.localstack.proxy.FailPoint.Direction;
import org.discogsography.localstack.proxy.FailPoint.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultProxyIT {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int BRIEF = 200;

  private EchoServer echo;
  private FaultProxy proxy;

  @BeforeEach
  void open() throws Exception {
    echo = new EchoServer();
    proxy = FaultProxy.to(echo.port());
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    echo.close();
  }

  @Test
  void passesEverythingOnAndCounts() throws Exception {
    try (Socket one = connect();
        Socket two = connect()) {
      assertThat(said(one, "one")).isEqualTo("one");
      assertThat(said(two, "two")).isEqualTo("two");
      assertThat(proxy.attempts()).isEqualTo(2);
      assertThat(proxy.open()).isEqualTo(2);
    }
    assertThat(Await.until(LIMIT, () -> proxy.open() == 0)).isTrue();
    assertThat(proxy.attempts()).isEqualTo(2);
  }

  @Test
  void passesOnThatOneSideHasSaidEverything() throws Exception {
    try (Socket client = connect()) {
      send(client, "last words");
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("last words");
    }
  }

  @Test
  void cutsAtAFailPointBeforeItsBytesArrive() throws Exception {
    try (Socket client = connect()) {
      FailPoint point = new FailPoint(Direction.FROM_SERVER, "word", 1, Outcome.CUT_BEFORE);
      proxy.failAt(point);
      assertThat(said(client, "a word")).isEqualTo("a word");
      assertThat(point.fired()).isFalse();
      send(client, "second word");
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("second ");
      assertThat(point.fired()).isTrue();
    }
    try (Socket next = connect()) {
      assertThat(said(next, "third word")).isEqualTo("third word");
    }
  }

  @Test
  void cutsAtAFailPointAfterItsBytesArrived() throws Exception {
    try (Socket client = connect()) {
      proxy.failAt(new FailPoint(Direction.FROM_SERVER, "word", 0, Outcome.CUT_AFTER));
      send(client, "word");
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("word");
    }
  }

  @Test
  void hangsAtAFailPoint() throws Exception {
    try (Socket client = connect()) {
      proxy.failAt(new FailPoint(Direction.FROM_CLIENT, "word", 0, Outcome.HANG));
      client.setSoTimeout(BRIEF);
      send(client, "word");
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(client.isClosed()).isFalse();
    }
  }

  @Test
  void refusesNewConnectionsOnly() throws Exception {
    try (Socket before = connect()) {
      assertThat(said(before, "a")).isEqualTo("a");
      proxy.refuse();
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
      assertThat(said(before, "b")).isEqualTo("b");
      proxy.pass();
      try (Socket after = connect()) {
        assertThat(said(after, "c")).isEqualTo("c");
      }
    }
  }

  @Test
  void cutsWhatIsThereAndTakesNewOnes() throws Exception {
    try (Socket before = connect()) {
      assertThat(said(before, "a")).isEqualTo("a");
      proxy.cut();
      assertThat(before.getInputStream().read()).isEqualTo(-1);
    }
    try (Socket after = connect()) {
      assertThat(said(after, "b")).isEqualTo("b");
    }
  }

  @Test
  void resetsWhatIsThereAndWhatComes() throws Exception {
    try (Socket before = connect()) {
      assertThat(said(before, "a")).isEqualTo("a");
      proxy.reset();
      assertThatThrownBy(() -> before.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThatThrownBy(this::visit).isInstanceOf(SocketException.class);
      assertThat(proxy.attempts()).isEqualTo(2);
    }
  }

  @Test
  void keepsWhatIsSentWhileItStalls() throws Exception {
    try (Socket before = connect()) {
      assertThat(said(before, "a")).isEqualTo("a");
      proxy.stall();
      try (Socket during = connect()) {
        assertSilent(before, "b");
        assertSilent(during, "c");
        proxy.pass();
        assertThat(received(before)).isEqualTo("b");
        assertThat(received(during)).isEqualTo("c");
      }
    }
  }

  @Test
  void delaysEachDirection() throws Exception {
    try (Socket client = connect()) {
      assertThat(said(client, "a")).isEqualTo("a");
      proxy.delay(Duration.ofMillis(100));
      long began = System.nanoTime();
      assertThat(said(client, "b")).isEqualTo("b");
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }
  }

  @Test
  void aBlackHoleForgetsWhatIsThereForGoodAndAnswersWhatCameOnceItIsOver() throws Exception {
    try (Socket before = connect()) {
      assertThat(said(before, "a")).isEqualTo("a");
      proxy.blackHole();
      try (Socket during = connect()) {
        assertSilent(before, "b");
        assertSilent(during, "c");
        proxy.pass();
        assertThat(received(during)).isEqualTo("c");
        assertSilent(before, "d");
      }
    }
  }

  @Test
  void resetsAClientWhenThereIsNoServer() throws Exception {
    echo.close();
    assertThatThrownBy(this::visit).isInstanceOf(SocketException.class);
    assertThat(proxy.attempts()).isEqualTo(1);
  }

  @Test
  void closesWhileItStallsAndTwice() throws Exception {
    Socket client = connect();
    assertThat(said(client, "a")).isEqualTo("a");
    proxy.stall();
    send(client, "b");
    long began = System.nanoTime();
    proxy.close();
    proxy.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    assertThat(proxy.open()).isZero();
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    client.close();
  }

  private void visit() throws IOException {
    try (Socket client = connect()) {
      send(client, "anybody there?");
      assertThat(received(client)).isNull();
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()), 2_000);
    socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
    return socket;
  }

  private static String said(Socket socket, String text) throws IOException {
    send(socket, text);
    return received(socket);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String received(Socket socket) throws IOException {
    byte[] answer = new byte[64];
    int length = socket.getInputStream().read(answer);
    return length < 0 ? "" : new String(answer, 0, length, StandardCharsets.UTF_8);
  }

  private static void assertSilent(Socket socket, String text) throws IOException {
    send(socket, text);
    int usual = socket.getSoTimeout();
    socket.setSoTimeout(BRIEF);
    assertThatThrownBy(() -> received(socket)).isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(usual);
  }
}

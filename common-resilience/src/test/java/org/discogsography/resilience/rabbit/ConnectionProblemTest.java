package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.discogsography.resilience.rabbit.ConnectionProblem.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionProblemTest {
  @Test
  void aRefusedOrSilentConnectionIsAnOutage() {
    assertThat(ConnectionProblem.of(new ConnectException("refused")))
        .isEqualTo(ConnectionProblem.away("ConnectException: refused"));
    assertThat(ConnectionProblem.of(new TimeoutException()).kind()).isEqualTo(Kind.AWAY);
  }

  @Test
  void wrongCredentialsAreNot() {
    assertThat(ConnectionProblem.of(new AuthenticationFailureException("no")).kind())
        .isEqualTo(Kind.BROKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "403, BROKEN",
    "406, BROKEN",
    "530, BROKEN",
    "540, BROKEN",
    "503, BROKEN",
    "320, AWAY",
    "404, AWAY",
    "405, AWAY",
    "541, AWAY"
  })
  void theBrokersReplyDecides(int code, Kind kind) {
    Method onConnection =
        new AMQP.Connection.Close.Builder().replyCode(code).replyText("why").build();
    Method onChannel = new AMQP.Channel.Close.Builder().replyCode(code).replyText("why").build();
    assertThat(ConnectionProblem.of(wrapped(true, onConnection)))
        .isEqualTo(new ConnectionProblem(kind, "why"));
    assertThat(ConnectionProblem.of(wrapped(false, onChannel)))
        .isEqualTo(new ConnectionProblem(kind, "why"));
  }

  private static IOException wrapped(boolean hardError, Method reason) {
    return new IOException(new ShutdownSignalException(hardError, false, reason, "ref"));
  }
}

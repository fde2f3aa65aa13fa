package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Optional;
import org.discogsography.resilience.tls.TlsProblem;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no connection.
 *
 * @param message for people; the broker's own words where it said any
 */
record ConnectionProblem(Kind kind, String message) {
  /** Whether waiting helps. */
  enum Kind {
    /** Not reachable, starting, stopping, hung. */
    AWAY,
    /** It answers and refuses: credentials, permissions, a virtual host or queue that differs. */
    BROKEN
  }

  static ConnectionProblem away(String message) {
    return new ConnectionProblem(Kind.AWAY, message);
  }

  static ConnectionProblem of(Throwable failure) {
    Optional<String> untrusted = TlsProblem.sentence(failure, RabbitSettings.AUTHORITIES);
    if (untrusted.isPresent()) {
      return new ConnectionProblem(Kind.BROKEN, untrusted.get());
    }
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof AuthenticationFailureException) {
        return new ConnectionProblem(Kind.BROKEN, text(each));
      }
      if (each instanceof ShutdownSignalException signal) {
        return ofReply(signal);
      }
    }
    return away(text(failure));
  }

  private static ConnectionProblem ofReply(ShutdownSignalException signal) {
    Reply reply = Reply.of(signal.getReason());
    if (reply == null) {
      Throwable cause = signal.getCause();
      return away(text(cause == null ? signal : cause));
    }
    Kind kind =
        switch (reply.code) {
          case AMQP.ACCESS_REFUSED,
              AMQP.NOT_ALLOWED,
              AMQP.PRECONDITION_FAILED,
              AMQP.NOT_IMPLEMENTED,
              AMQP.COMMAND_INVALID ->
              Kind.BROKEN;
          default -> Kind.AWAY;
        };
    return new ConnectionProblem(kind, reply.text);
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }

  private record Reply(int code, String text) {
    static @Nullable Reply of(@Nullable Method reason) {
      return switch (reason) {
        case AMQP.Connection.Close close -> new Reply(close.getReplyCode(), close.getReplyText());
        case AMQP.Channel.Close close -> new Reply(close.getReplyCode(), close.getReplyText());
        case null, default -> null;
      };
    }
  }
}

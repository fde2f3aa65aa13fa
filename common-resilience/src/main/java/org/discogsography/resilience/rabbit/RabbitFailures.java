package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.jspecify.annotations.Nullable;

/** The broker's and the client's errors as kinds. A queue that is not there is the caller's. */
final class RabbitFailures {
  static final String STORE = "rabbitmq";

  private RabbitFailures() {}

  static StoreException translate(Throwable failure) {
    ConnectionProblem problem = ConnectionProblem.of(failure);
    String code = code(failure);
    return new StoreException(
        STORE,
        code.equals(String.valueOf(AMQP.NOT_FOUND)) ? FailureKind.DATA : kind(problem),
        code,
        problem.message(),
        failure);
  }

  static FailureKind kind(ConnectionProblem problem) {
    return switch (problem.kind()) {
      case AWAY -> FailureKind.UNAVAILABLE;
      case BROKEN -> FailureKind.SYSTEMIC;
    };
  }

  /** AMQP's reply code where the broker gave one, else the error's class. */
  private static String code(Throwable failure) {
    Throwable deepest = failure;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ShutdownSignalException signal) {
        Integer reply = replyCode(signal.getReason());
        if (reply != null) {
          return String.valueOf(reply);
        }
      }
      deepest = each;
    }
    return deepest.getClass().getSimpleName();
  }

  private static @Nullable Integer replyCode(@Nullable Method reason) {
    return switch (reason) {
      case AMQP.Connection.Close close -> close.getReplyCode();
      case AMQP.Channel.Close close -> close.getReplyCode();
      case null, default -> null;
    };
  }
}

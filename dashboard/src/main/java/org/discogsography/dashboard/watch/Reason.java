package org.discogsography.dashboard.watch;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/** Why somebody could not be asked, in words for people. */
public final class Reason {
  private Reason() {}

  public static String of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return "its host name is not known";
      }
    }
    if (failure instanceof ConnectException) {
      return "nobody listens at its address";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : Text.shortened(message, 200);
  }
}

package org.discogsography.resilience.operations;

/** The HTTP port could not be opened; the message says which and what to do. */
public final class PortTakenException extends RuntimeException {
  PortTakenException(OperationsSettings settings, Throwable cause) {
    super(
        "%s:%d cannot be listened on (%s); free it, or set HTTP_HOST and HTTP_PORT to another address."
            .formatted(settings.host(), settings.port(), reason(cause)),
        cause);
  }

  private static String reason(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}

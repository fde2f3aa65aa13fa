package org.discogsography.resilience.failure;

/**
 * The answer to a commit was lost: the transaction was kept or it was not, and only looking tells.
 * Nothing tries it again by itself. Those whose writes change nothing the second time may.
 */
public final class CommitUnknownException extends StoreException {
  /**
   * @param failure what was seen instead of the answer
   */
  public CommitUnknownException(StoreException failure) {
    super(
        failure.store(),
        failure.kind(),
        failure.code(),
        "it is not known whether the transaction was committed: " + failure.getMessage(),
        failure);
  }

  @Override
  public boolean repeatable() {
    return false;
  }
}

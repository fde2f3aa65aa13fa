package org.discogsography.resilience.failure;

import static java.util.Objects.requireNonNull;

/**
 * A store did not do what it was asked to. Carries the kind, by which callers decide, and the
 * store's own code (SQLState, Neo4j code or the class of the error), by which people search.
 */
public sealed class StoreException extends RuntimeException permits CommitUnknownException {
  private final String store;
  private final FailureKind kind;
  private final String code;

  /**
   * @param store the dependency's name as in health, such as {@code postgres}
   * @param code the store's own code; never empty
   */
  public StoreException(
      String store, FailureKind kind, String code, String message, Throwable cause) {
    super(message, requireNonNull(cause, "cause is null"));
    this.store = requireNonNull(store, "store is null");
    this.kind = requireNonNull(kind, "kind is null");
    this.code = requireNonNull(code, "code is null");
  }

  public String store() {
    return store;
  }

  public FailureKind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  /**
   * Whether the same may be done again without doing it twice: the store is known not to have kept
   * anything of it. {@link CommitUnknownException} is the one that may not.
   */
  public boolean repeatable() {
    return true;
  }
}

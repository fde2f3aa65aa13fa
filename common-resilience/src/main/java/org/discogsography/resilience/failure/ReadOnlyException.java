package org.discogsography.resilience.failure;

/** A store takes no writes now: nothing was tried. */
public class ReadOnlyException extends RuntimeException {
  private final String store;

  /**
   * Made by the store.
   *
   * @param store the dependency's name as in health
   */
  public ReadOnlyException(String store, String message) {
    super(message);
    this.store = store;
  }

  public String store() {
    return store;
  }
}

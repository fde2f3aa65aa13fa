package org.discogsography.resilience.config;

import java.util.List;

/** The environment is not usable; the message names every problem. */
public final class ConfigurationException extends RuntimeException {
  private final List<String> problems;

  public ConfigurationException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence a problem, each with its variable's name. */
  public List<String> problems() {
    return problems;
  }
}

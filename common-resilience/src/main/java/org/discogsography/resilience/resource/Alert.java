package org.discogsography.resilience.resource;

/**
 * Something an operator should know now.
 *
 * @param rule a constant word, such as {@code breaker_open}
 * @param message what is the case, with its figures
 * @param action what to do about it
 */
public record Alert(
    Severity severity, String resource, String rule, String message, String action) {}

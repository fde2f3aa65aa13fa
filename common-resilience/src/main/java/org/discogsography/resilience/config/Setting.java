package org.discogsography.resilience.config;

/**
 * A variable that somebody asked the environment for.
 *
 * @param name the variable; {@code NAME_FILE} is understood too
 * @param otherwise what holds where it is not set, in the form in which it would be set; empty
 *     where there is no default
 */
public record Setting(String name, String otherwise) {}

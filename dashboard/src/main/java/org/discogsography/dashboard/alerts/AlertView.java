package org.discogsography.dashboard.alerts;

/**
 * An alert, or with severity INFO a mere recommendation.
 *
 * @param rule a constant word, such as {@code no_consumer}
 * @param since when its evidence began, as ISO 8601
 * @param evidence the figures that it follows from, as of now
 * @param action what to do about it
 */
public record AlertView(
    String rule, Severity severity, String subject, String since, String evidence, String action) {}

package org.discogsography.resilience.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a connection test ended.
 *
 * @param detail {@code healthy}, or what went wrong
 * @param rows what a test query returned, cut at its limit; empty without a query
 */
public record ConnectionTest(
    Instant at, boolean healthy, String detail, Duration took, List<Map<String, Object>> rows) {}

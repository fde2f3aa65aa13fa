package org.discogsography.dashboard.events;

import org.jspecify.annotations.Nullable;

/**
 * A time in which something was away.
 *
 * @param target postgres, neo4j, rabbitmq, or a service
 * @param from as ISO 8601
 * @param to null while it lasts
 * @param reason what was said of it at the beginning, or null
 */
public record Outage(String target, String from, @Nullable String to, @Nullable String reason) {}

package org.discogsography.dashboard.stores;

import org.jspecify.annotations.Nullable;

/**
 * A store as the page shows it.
 *
 * @param since when the state began, as ISO 8601; null before the first answer
 * @param reason why it is not UP
 * @param pingMillis what the last small read took; null where it failed
 * @param ageSeconds how old the last read is that was answered
 * @param figures the last that were read; null before the first
 * @param figuresAgeSeconds how old they are
 */
public record StoreView(
    String name,
    StoreState state,
    @Nullable String since,
    @Nullable String reason,
    @Nullable Double pingMillis,
    @Nullable Double ageSeconds,
    @Nullable StoreFigures figures,
    @Nullable Double figuresAgeSeconds) {}

package org.discogsography.dashboard.services;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service as the page shows it.
 *
 * @param address where it is asked
 * @param said the status in its last answer, however old; null before the first
 * @param ageSeconds how old that answer is
 * @param reason why there is no newer one
 * @param facts figures of that answer
 */
public record ServiceView(
    String name,
    String address,
    ServiceState state,
    @Nullable String said,
    @Nullable Double ageSeconds,
    @Nullable String reason,
    List<Component> components,
    Facts facts) {}

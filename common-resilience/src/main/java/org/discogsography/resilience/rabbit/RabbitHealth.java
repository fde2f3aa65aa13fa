package org.discogsography.resilience.rabbit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.health.Status;
import org.jspecify.annotations.Nullable;

/** The component {@code rabbitmq}, from the keeper's state. */
final class RabbitHealth implements HealthIndicator {
  private final String address;
  private final EpochKeeper keeper;
  private final ConfirmingPublisher publisher;
  private final Supplier<@Nullable String> refusal;

  /**
   * @param refusal what the broker refuses although it is connected, or null
   */
  RabbitHealth(
      String address,
      EpochKeeper keeper,
      ConfirmingPublisher publisher,
      Supplier<@Nullable String> refusal) {
    this.address = address;
    this.keeper = keeper;
    this.publisher = publisher;
    this.refusal = refusal;
  }

  @Override
  public String name() {
    return "rabbitmq";
  }

  @Override
  public ComponentHealth health() {
    ConnectionState state = keeper.state();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("address", address);
    details.put("since", state.since().toString());
    details.put("epoch", state.epoch());
    details.put("outstanding", publisher.outstanding());
    return switch (state) {
      case ConnectionState.Up up -> connected(details);
      case ConnectionState.Away away -> {
        details.put("last_error", away.problem().message());
        details.put("attempts", away.attempts());
        yield switch (away.problem().kind()) {
          case AWAY -> with(details, "away", ComponentHealth::away);
          case BROKEN -> with(details, "broken", ComponentHealth::broken);
        };
      }
      case ConnectionState.Closed closed -> with(details, "closed", ComponentHealth::away);
    };
  }

  private ComponentHealth connected(Map<String, Object> details) {
    Epoch epoch = keeper.current();
    String alarm = epoch == null ? null : epoch.blocked().reason();
    String refused = refusal.get();
    if (refused != null) {
      details.put("last_error", refused);
      return with(details, "broken", ComponentHealth::broken);
    }
    if (alarm != null) {
      details.put("blocked", alarm);
      return with(
          details, "blocked", all -> new ComponentHealth(Status.DEGRADED, Status.DEGRADED, all));
    }
    return with(details, "connected", ComponentHealth::up);
  }

  private static ComponentHealth with(
      Map<String, Object> details,
      String state,
      java.util.function.Function<Map<String, Object>, ComponentHealth> health) {
    details.put("state", state);
    return health.apply(details);
  }
}

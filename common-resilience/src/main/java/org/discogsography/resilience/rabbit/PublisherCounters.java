package org.discogsography.resilience.rabbit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What became of published messages. Thread-safe. */
final class PublisherCounters {
  private static final String NAME = "rabbitmq.client.publisher.messages";

  private final Counter confirmed;
  private final Counter returned;
  private final Counter nacked;
  private final Counter republished;

  PublisherCounters(MeterRegistry registry) {
    confirmed = counter(registry, "confirmed");
    returned = counter(registry, "returned");
    nacked = counter(registry, "nacked");
    republished = counter(registry, "republished");
  }

  void confirmed(int messages) {
    confirmed.increment(messages);
  }

  void returned() {
    returned.increment();
  }

  void nacked() {
    nacked.increment();
  }

  void republished(int messages) {
    republished.increment(messages);
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder(NAME)
        .description("Messages by what the broker said, or by why they were sent again")
        .tag("outcome", outcome)
        .register(registry);
  }
}

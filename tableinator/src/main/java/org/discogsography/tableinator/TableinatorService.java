package org.discogsography.tableinator;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.discogsography.messages.BrokerResendRequests;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.ResendRequests;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.service.Service;
import org.discogsography.resilience.worker.Sink;
import org.discogsography.resilience.worker.WorkerGroup;

/** Puts the tableinator together and starts it. */
final class TableinatorService {
  private TableinatorService() {}

  static void start(Service service) {
    TableinatorSettings settings = TableinatorSettings.from(service.environment());
    service.environment().check();
    service.serve(settings.operations());
    ResilientPostgresPool pool =
        service.closing(ResilientPostgresPool.open(settings.postgres(), service.options()));
    ResilientRabbitConnection rabbit =
        service.closing(
            ResilientRabbitConnection.open(
                settings.rabbit(),
                service.name(),
                PlatformTopology.of(settings.sinks()),
                service.options()));
    WorkerGroup workers =
        service.closing(
            WorkerGroup.start(
                rabbit,
                sinks(pool, new BrokerResendRequests(rabbit.publisher(), Clock.systemUTC())),
                settings.worker(),
                service.meters()));
    service.health().addRequired(pool.health());
    service.managing(pool.resource());
    service.health().addRequired(rabbit.health());
    service.managing(rabbit.resource());
    service.health().add(workers.health());
    service.health().addLiveness("work", workers::alive);
  }

  static Map<String, Sink<RecordMessage>> sinks(
      ResilientPostgresPool pool, ResendRequests requests) {
    Schema schema = new Schema(pool, requests);
    Map<String, Sink<RecordMessage>> sinks = new LinkedHashMap<>();
    for (EntityType type : EntityType.values()) {
      sinks.put(
          PlatformTopology.queue(SinkName.TABLEINATOR, type), new TableSink(type, pool, schema));
    }
    return sinks;
  }
}

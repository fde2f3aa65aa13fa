package org.discogsography.graphinator;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.discogsography.messages.BrokerResendRequests;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.neo4j.ResilientNeo4jDriver;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.service.Service;
import org.discogsography.resilience.worker.Sink;
import org.discogsography.resilience.worker.WorkerGroup;

/** Puts the graphinator together and starts it; what it depends on may be away. */
final class GraphinatorService {
  private GraphinatorService() {}

  static void start(Service service) {
    GraphinatorSettings settings = GraphinatorSettings.from(service.environment());
    service.environment().check();
    service.serve(settings.operations());
    ResilientNeo4jDriver neo4j =
        service.closing(ResilientNeo4jDriver.open(settings.neo4j(), service.options()));
    ResilientRabbitConnection rabbit =
        service.closing(
            ResilientRabbitConnection.open(
                settings.rabbit(),
                service.name(),
                PlatformTopology.of(settings.sinks()),
                service.options()));
    GraphSchema schema =
        new GraphSchema(neo4j, new BrokerResendRequests(rabbit.publisher(), Clock.systemUTC()));
    service.closing(SchemaKeeper.start(neo4j, schema));
    WorkerGroup workers =
        service.closing(
            WorkerGroup.start(rabbit, sinks(neo4j, schema), settings.worker(), service.meters()));
    service.health().addRequired(neo4j.health());
    service.managing(neo4j.resource());
    service.health().addRequired(rabbit.health());
    service.managing(rabbit.resource());
    service.health().add(workers.health());
    service.health().addLiveness("work", workers::alive);
  }

  /** One permit for all four: they write relationships to the same nodes. */
  private static Map<String, Sink<GraphChange>> sinks(
      ResilientNeo4jDriver neo4j, GraphSchema schema) {
    WritePermit permit = new WritePermit();
    Map<String, Sink<GraphChange>> sinks = new HashMap<>();
    for (EntityType type : EntityType.values()) {
      String queue = PlatformTopology.queue(SinkName.GRAPHINATOR, type);
      sinks.put(queue, new GraphSink(type, neo4j, schema, permit));
    }
    return sinks;
  }
}

package org.discogsography.extractor;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.pass.DumpPass;
import org.discogsography.extractor.pass.PassSettings;
import org.discogsography.extractor.pass.Scope;
import org.discogsography.extractor.pipeline.Extraction;
import org.discogsography.extractor.pipeline.ExtractionSettings;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.publish.BacklogLimits;
import org.discogsography.extractor.publish.BrokerDepths;
import org.discogsography.extractor.publish.BrokerPublisher;
import org.discogsography.extractor.publish.PacedPublisher;
import org.discogsography.extractor.publish.ResendInbox;
import org.discogsography.extractor.publish.WorkQueues;
import org.discogsography.extractor.schedule.Waiting;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;

/** An extractor without the program around it. */
final class Extractions implements AutoCloseable {
  private final ResilientRabbitConnection connection;
  private final StateDirectory state;
  private final BacklogLimits limits;
  private final Progress progress = new Progress();

  Extractions(String uri, Path state) throws Exception {
    this(RabbitSettings.of(uri), state, BacklogLimits.defaults());
  }

  Extractions(RabbitSettings settings, Path state, BacklogLimits limits) throws Exception {
    this.limits = limits;
    this.connection =
        ResilientRabbitConnection.open(
            settings,
            "extractor-test",
            PlatformTopology.of(EnumSet.allOf(SinkName.class)),
            new SimpleMeterRegistry());
    this.state = StateDirectory.open(state, Clock.systemUTC());
  }

  Progress progress() {
    return progress;
  }

  ResilientRabbitConnection connection() {
    return connection;
  }

  void extract(Path dumps) throws Exception {
    extract(dumps, Scope.CHANGES);
  }

  void extract(Path dumps, Scope scope) throws Exception {
    try (PacedPublisher publisher =
        PacedPublisher.start(
            new BrokerPublisher(connection, Clock.systemUTC()),
            queues(),
            limits,
            progress::hindered)) {
      new DumpPass(PassSettings.defaults(), state, publisher, progress)
          .run(new DumpDirectory(dumps).newest().orElseThrow(), scope);
    }
  }

  WorkQueues queues() {
    return new WorkQueues(new BrokerDepths(connection), EnumSet.allOf(SinkName.class));
  }

  /** Requests that are there, carried out; whether there is anything to send. */
  boolean requests() throws Exception {
    return new ResendRound(
            new ResendInbox(connection),
            queues(),
            state,
            new RequestedRecords(state, ExtractionSettings.defaults().greatestId()),
            Waiting.real())
        .pending();
  }

  /** What a file holds, without a broker. */
  static Map<Long, byte[]> bodies(DumpFile file) throws Exception {
    Map<Long, byte[]> bodies = new TreeMap<>();
    try (Extraction extraction = new Extraction(file, ExtractionSettings.defaults())) {
      extraction.run(batch -> {
        for (int i = 0; i < batch.count(); i++) {
          bodies.put(batch.id(i), batch.body(i));
        }
      });
    }
    return bodies;
  }

  @Override
  public void close() throws Exception {
    connection.close();
    state.close();
  }
}

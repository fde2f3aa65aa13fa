package org.discogsography.extractor;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.pass.DumpPass;
import org.discogsography.extractor.pass.PassSettings;
import org.discogsography.extractor.pipeline.Extraction;
import org.discogsography.extractor.pipeline.ExtractionSettings;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.publish.BrokerPublisher;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;

/** An extractor without the program around it. */
final class Extractions implements AutoCloseable {
  private final ResilientRabbitConnection connection;
  private final PassSettings settings;
  private final Progress progress = new Progress();

  Extractions(String uri, Path state) {
    this.connection =
        ResilientRabbitConnection.open(
            RabbitSettings.of(uri),
            "extractor-test",
            PlatformTopology.of(EnumSet.allOf(SinkName.class)),
            new SimpleMeterRegistry());
    this.settings = new PassSettings(state, 100, ExtractionSettings.defaults());
  }

  Progress progress() {
    return progress;
  }

  ResilientRabbitConnection connection() {
    return connection;
  }

  void extract(Path dumps) throws Exception {
    Clock clock = Clock.systemUTC();
    new DumpPass(settings, new BrokerPublisher(connection, clock), progress, clock)
        .run(new DumpDirectory(dumps).newest().orElseThrow());
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
  public void close() {
    connection.close();
  }
}

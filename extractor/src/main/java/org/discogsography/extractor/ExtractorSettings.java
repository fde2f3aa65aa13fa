package org.discogsography.extractor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.discogsography.extractor.download.DownloadSettings;
import org.discogsography.extractor.pass.PassSettings;
import org.discogsography.extractor.pipeline.ExtractionSettings;
import org.discogsography.extractor.publish.BacklogLimits;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.operations.api.AdminToken;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.jspecify.annotations.Nullable;

/**
 * What the extractor reads from its environment.
 *
 * @param dumps DISCOGS_ROOT, the directory of dumps; required
 * @param sinks SINKS, the workers that get a copy, comma-separated; default graphinator,tableinator
 * @param checkInterval EXTRACTOR_CHECK_INTERVAL, seconds between two looks for a newer dump in the
 *     directory; default 60
 * @param state STATE_DIR, what has to survive a restart; belongs to the queues and stores that it
 *     was filled for; default the directory {@code .extractor} in DISCOGS_ROOT
 * @param passes EXTRACTOR_TYPES (all four), EXTRACTOR_MALFORMED_BUDGET (10,000),
 *     EXTRACTOR_DELETION_SHARE (0.1), EXTRACTOR_ENCODERS (threads, one per processor),
 *     EXTRACTOR_GREATEST_ID (200 million)
 * @param backlog EXTRACTOR_BACKLOG_LIMIT (100,000 messages), EXTRACTOR_BACKLOG_LIMIT_UNCONSUMED
 *     (1,000,000), EXTRACTOR_BACKLOG_INTERVAL (1 second)
 * @param token for {@code POST /trigger}
 */
record ExtractorSettings(
    Path dumps,
    Set<SinkName> sinks,
    Duration checkInterval,
    Path state,
    PassSettings passes,
    BacklogLimits backlog,
    DownloadSettings download,
    RabbitSettings rabbit,
    OperationsSettings operations,
    AdminToken token) {
  private static final int PORT = 8000;
  private static final int MILLION = 1_000_000;

  static ExtractorSettings from(Environment environment) {
    Path dumps = Path.of(environment.required("DISCOGS_ROOT"));
    return new ExtractorSettings(
        dumps,
        SinkName.from(environment),
        environment.seconds("EXTRACTOR_CHECK_INTERVAL", Duration.ofMinutes(1)),
        Path.of(environment.text("STATE_DIR", dumps.resolve(".extractor").toString())),
        passes(environment),
        backlog(environment),
        DownloadSettings.from(environment),
        rabbit(environment),
        OperationsSettings.from(environment, PORT),
        AdminToken.from(environment));
  }

  private static RabbitSettings rabbit(Environment environment) {
    RabbitSettings rabbit = RabbitSettings.from(environment);
    if (rabbit.maxBodyBytes() < RecordMessageCodec.MAX_BODY_BYTES) {
      environment.problem(
          "AMQP_MAX_BODY_BYTES",
          "is less than the %d bytes that a record may have"
              .formatted(RecordMessageCodec.MAX_BODY_BYTES));
    }
    return rabbit;
  }

  private static PassSettings passes(Environment environment) {
    PassSettings passes = PassSettings.defaults();
    ExtractionSettings defaults = passes.extraction();
    return new PassSettings(
        environment.parse(
            "EXTRACTOR_TYPES",
            passes.types(),
            "a list of artists, labels, masters and releases",
            ExtractorSettings::types),
        environment.integer(
            "EXTRACTOR_MALFORMED_BUDGET", passes.malformedBudget(), 0, Integer.MAX_VALUE),
        PassSettings.deletionShare(environment),
        new ExtractionSettings(
            environment.integer("EXTRACTOR_ENCODERS", defaults.encoders(), 1, 64),
            environment.integer(
                "EXTRACTOR_GREATEST_ID", (int) defaults.greatestId(), 1, 2_000 * MILLION)));
  }

  private static BacklogLimits backlog(Environment environment) {
    BacklogLimits defaults = BacklogLimits.defaults();
    return new BacklogLimits(
        environment.integer(
            "EXTRACTOR_BACKLOG_LIMIT", (int) defaults.consumed(), 1, 1_000 * MILLION),
        environment.integer(
            "EXTRACTOR_BACKLOG_LIMIT_UNCONSUMED", (int) defaults.unconsumed(), 1, 1_000 * MILLION),
        environment.seconds("EXTRACTOR_BACKLOG_INTERVAL", defaults.interval()));
  }

  private static @Nullable Set<EntityType> types(String text) {
    Set<EntityType> types = EnumSet.noneOf(EntityType.class);
    for (String word : text.split(",", -1)) {
      Optional<EntityType> type = EntityType.ofPlural(word.strip());
      if (type.isEmpty()) {
        return null;
      }
      types.add(type.get());
    }
    return types;
  }
}

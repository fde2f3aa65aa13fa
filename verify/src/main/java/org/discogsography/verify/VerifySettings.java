package org.discogsography.verify;

import java.nio.file.Path;
import java.util.Set;
import org.discogsography.extractor.pass.PassSettings;
import org.discogsography.extractor.pipeline.ExtractionSettings;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.neo4j.Neo4jSettings;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.postgres.PostgresSettings.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * What scripts/verify reads from its environment: the same variables as the services.
 *
 * @param dumps DISCOGS_ROOT, unless the command line names a directory
 * @param sinks SINKS, whose stores are compared; the settings of the others are not read
 * @param deletionShare EXTRACTOR_DELETION_SHARE, of the records of a store that a repair deletes
 */
record VerifySettings(
    Path dumps,
    Set<SinkName> sinks,
    ExtractionSettings extraction,
    double deletionShare,
    @Nullable PostgresSettings postgres,
    @Nullable Neo4jSettings neo4j) {
  private static final int MOST_ID = 2_000_000_000;

  static VerifySettings from(Environment environment, @Nullable Path dumps) {
    Set<SinkName> sinks = SinkName.from(environment);
    ExtractionSettings defaults = ExtractionSettings.defaults();
    return new VerifySettings(
        dumps == null ? Path.of(environment.required("DISCOGS_ROOT")) : dumps,
        sinks,
        new ExtractionSettings(
            environment.integer("EXTRACTOR_ENCODERS", defaults.encoders(), 1, 64),
            environment.integer("EXTRACTOR_GREATEST_ID", (int) defaults.greatestId(), 1, MOST_ID)),
        PassSettings.deletionShare(environment),
        sinks.contains(SinkName.TABLEINATOR)
            ? PostgresSettings.from(environment, "verify", Purpose.READ)
            : null,
        sinks.contains(SinkName.GRAPHINATOR) ? Neo4jSettings.from(environment) : null);
  }
}

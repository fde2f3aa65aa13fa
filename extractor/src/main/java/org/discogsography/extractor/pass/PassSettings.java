package org.discogsography.extractor.pass;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.discogsography.extractor.pipeline.ExtractionSettings;
import org.discogsography.messages.EntityType;
import org.discogsography.resilience.config.Environment;
import org.jspecify.annotations.Nullable;

/**
 * How passes run.
 *
 * @param types that are extracted; default all
 * @param malformedBudget malformed records after which a file counts as unusable; default 10,000
 * @param deletionShare the greatest share of the known records that a pass deletes, from 0 to 1;
 *     default 0.1
 */
public record PassSettings(
    Set<EntityType> types,
    int malformedBudget,
    double deletionShare,
    ExtractionSettings extraction) {
  public PassSettings {
    types = Collections.unmodifiableSet(new TreeSet<>(types));
  }

  /** Everything by default. */
  public static PassSettings defaults() {
    return new PassSettings(
        EnumSet.allOf(EntityType.class), 10_000, 0.1, ExtractionSettings.defaults());
  }

  /** EXTRACTOR_DELETION_SHARE; default 0.1. */
  public static double deletionShare(Environment environment) {
    return environment.parse(
        "EXTRACTOR_DELETION_SHARE",
        defaults().deletionShare(),
        "a share from 0 to 1",
        PassSettings::share);
  }

  private static @Nullable Double share(String text) {
    double share = Double.parseDouble(text);
    return share >= 0 && share <= 1 ? share : null;
  }
}

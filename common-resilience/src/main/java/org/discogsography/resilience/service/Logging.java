package org.discogsography.resilience.service;

import java.util.Locale;
import java.util.Set;
import org.discogsography.resilience.config.Environment;
import org.jspecify.annotations.Nullable;

/**
 * Logs to standard output: LOG_FORMAT is {@code text} (default) or {@code json}, one object a line;
 * LOG_LEVEL is error, warn, info (default), debug or trace. To be called before the first logger is
 * made; a {@code logback.configurationFile} of the operator's own wins.
 */
final class Logging {
  private static final String CONFIGURATION = "org/discogsography/resilience/service/logging.xml";
  private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");
  private static final Set<String> FORMATS = Set.of("text", "json");

  private Logging() {}

  static void configure(Environment environment) {
    String format =
        environment.parse(
            "LOG_FORMAT", "text", "text or json", text -> FORMATS.contains(text) ? text : null);
    String level =
        environment.parse("LOG_LEVEL", "INFO", "error, warn, info, debug or trace", Logging::level);
    System.setProperty("discogsography.log.format", format);
    System.setProperty("discogsography.log.level", level);
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", CONFIGURATION);
    }
  }

  private static @Nullable String level(String text) {
    String level = text.toUpperCase(Locale.ROOT);
    return LEVELS.contains(level) ? level : null;
  }
}

package org.discogsography.resilience.conformance;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The threads of this JVM by name, virtual ones too. */
final class Threads {
  private static final Pattern THREAD = Pattern.compile("(?m)^#\\d+ \"([^\"]*)\"");

  private Threads() {}

  static List<String> of(Subject subject) throws IOException {
    return THREAD
        .matcher(dump())
        .results()
        .map((MatchResult found) -> found.group(1))
        .filter(subject::owns)
        .sorted()
        .toList();
  }

  private static String dump() throws IOException {
    Path file = Files.createTempDirectory("threads").resolve("dump");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
      return Files.readString(file);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.getParent());
    }
  }
}

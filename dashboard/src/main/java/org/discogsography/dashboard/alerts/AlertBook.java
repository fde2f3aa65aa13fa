package org.discogsography.dashboard.alerts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.events.Event;
import org.discogsography.dashboard.events.Journal;

/**
 * Keeps since when each rule holds, raises it when that was long enough, and clears it. Raised and
 * cleared alerts are written into the journal. Not thread-safe.
 */
public final class AlertBook {
  private static final int MOST = 200;

  private final Journal journal;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private static final class Entry {
    private final Instant since;
    private Finding finding;
    private boolean raised;

    private Entry(Instant since, Finding finding) {
      this.since = since;
      this.finding = finding;
    }
  }

  public AlertBook(Journal journal) {
    this.journal = journal;
  }

  /** Looks once; returns what is raised now, the worst and oldest first. */
  public List<AlertView> look(Instant now, Sight sight) {
    Map<String, Finding> found = new LinkedHashMap<>();
    Rules.of(sight).stream().limit(MOST).forEach(each -> found.put(each.key(), each));
    entries
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !found.containsKey(entry.getKey());
          if (gone && entry.getValue().raised) {
            write(now, entry.getValue().finding, "cleared", Event.Tone.GOOD);
          }
          return gone;
        });
    found.forEach((key, finding) -> keep(key, finding, now));
    return entries.values().stream()
        .filter(entry -> entry.raised)
        .sorted(
            Comparator.comparing((Entry entry) -> entry.finding.rule().severity())
                .reversed()
                .thenComparing(entry -> entry.since))
        .map(AlertBook::view)
        .toList();
  }

  private void keep(String key, Finding finding, Instant now) {
    Entry entry = entries.computeIfAbsent(key, unused -> new Entry(now, finding));
    entry.finding = finding;
    if (!entry.raised && !now.isBefore(entry.since.plus(finding.rule().patience()))) {
      entry.raised = true;
      write(now, finding, "raised: " + finding.evidence(), Event.Tone.BAD);
    }
  }

  private void write(Instant now, Finding finding, String what, Event.Tone tone) {
    if (finding.rule().severity() != Severity.INFO) {
      String text = finding.rule().text() + " " + what;
      journal.add(now, Event.Kind.ALERT, tone, finding.subject(), text);
    }
  }

  private static AlertView view(Entry entry) {
    Rule rule = entry.finding.rule();
    return new AlertView(
        rule.text(),
        rule.severity(),
        entry.finding.subject(),
        entry.since.truncatedTo(ChronoUnit.SECONDS).toString(),
        entry.finding.evidence(),
        rule.action());
  }
}

package org.discogsography.localstack.rehearse;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Shows a rehearsal on the terminal: a line at each change of phase and each ten seconds. */
final class Screen {
  private static final Duration BETWEEN = Duration.ofSeconds(10);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final PrintStream out;
  private int shown;
  private long printed;

  Screen(PrintStream out) {
    this.out = out;
  }

  void say(String sentence) {
    out.println(LocalTime.now(ZoneId.systemDefault()).format(TIME) + "  " + sentence);
    out.flush();
  }

  /** Phases that were passed between two looks have their line too. */
  void show(JsonNode report) {
    JsonNode phases = report.path("phases");
    boolean changed = phases.size() > shown;
    for (int i = shown; i < phases.size() - 1; i++) {
      say(phases.get(i).path("name").asString(""));
    }
    shown = Math.max(shown, phases.size());
    if (changed || System.nanoTime() - printed >= BETWEEN.toNanos()) {
      printed = System.nanoTime();
      say("%-9s %s".formatted(report.path("phase").asString(""), figures(report)).stripTrailing());
    }
  }

  /** What somebody needs who reads nothing else. */
  void verdict(JsonNode report) {
    out.println();
    for (JsonNode one : report.path("criteria")) {
      out.printf(
          "  %-15s %-14s %-18s %s%n",
          one.path("name").asString(""),
          one.path("measured").asString(""),
          "(" + one.path("limit").asString("") + ")",
          one.path("met").asBoolean(false) ? "met" : "NOT MET");
    }
    JsonNode accounting = report.path("accounting");
    for (JsonNode line : accounting.path("pipelines")) {
      out.printf(
          "  %-15s waited %,d + came %,d = done %,d + wait %,d + missing %,d%n",
          line.path("pipeline").asString(""),
          line.path("waitingBefore").asLong(0),
          line.path("accepted").asLong(0),
          line.path("settled").asLong(0),
          line.path("waitingAfter").asLong(0),
          line.path("missing").asLong(0));
    }
    if (accounting.isObject()) {
      out.println("  " + accounting.path("note").asString(""));
    }
    if (accounting.isObject() && !accounting.path("exact").asBoolean(false)) {
      out.println(
          "  Not counted to the message: scripts/verify proves it, once the queues are empty.");
    }
    if (cameBackIdle(report)) {
      out.println(
          "  Nothing was waiting to be written, so this shows only that the services came back; --feed rehearses it under load.");
    }
    String problem = report.path("problem").asString("");
    if (!problem.isEmpty()) {
      out.println("  " + problem);
    }
    out.println();
    out.println(report.path("verdict").asString(""));
  }

  private static boolean cameBackIdle(JsonNode report) {
    return report.path("traffic").asString("").equals("none")
        && report.path("timers").path("recoverMs").isNumber();
  }

  private static String figures(JsonNode report) {
    StringBuilder text = new StringBuilder();
    JsonNode timers = report.path("timers");
    for (String name : new String[] {"detect", "hold", "recover", "drain"}) {
      JsonNode time = timers.path(name + "Ms");
      if (time.isNumber()) {
        text.append(String.format(Locale.ROOT, "%s %.1f s  ", name, time.asLong(0) / 1000.0));
      }
    }
    report
        .path("chart")
        .path("waiting")
        .properties()
        .forEach(entry -> {
          text.append("%s %s waiting  ".formatted(entry.getKey(), last(entry.getValue())));
        });
    return text.toString().strip();
  }

  /** What nobody knows is no number. */
  private static String last(JsonNode counts) {
    JsonNode last = counts.path(counts.size() - 1);
    return last.isNumber() ? "%,d".formatted(last.asLong(0)) : "?";
  }
}

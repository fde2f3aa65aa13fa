package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.discogsography.endtoend.DumpSeries.Dump;
import tools.jackson.databind.JsonNode;

/** One row of the matrix while it runs: a dump on its way, a fault, and what has to hold after. */
final class FaultRow {
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final Duration TO_RECOVER = Duration.ofMinutes(2);
  private static final Duration TO_END = Duration.ofMinutes(3);
  private static final long UNKNOWN = -1;

  private final FaultPlatform faults;
  private final Platform platform;
  private final String name;
  private final Map<String, Long> pids = new LinkedHashMap<>();
  private final long requeuedBefore;
  private final long contentionBefore;
  private Dump dump;
  private int shown = 1;
  private long records;
  private long recovery = UNKNOWN;
  private long expectedDead;
  private long requeuedByEnded;
  private long contentionOfEnded;

  /** How the extractor gets to see a dump. */
  @FunctionalInterface
  interface Showing {
    void show(Dump dump) throws Exception;
  }

  FaultRow(FaultPlatform faults, String name, Dump dump) {
    this.faults = faults;
    this.platform = faults.platform;
    this.name = name;
    this.dump = dump;
    this.records = dump.records();
    platform.services().forEach((service, process) -> pids.put(service, process.pid()));
    this.requeuedBefore = requeued();
    this.contentionBefore = contention();
  }

  Dump dump() {
    return dump;
  }

  String name() {
    return name;
  }

  /** So many really bad messages, in all dead-letter queues together, and no others. */
  void expectDeadLetters(long count) {
    expectedDead = count;
  }

  long expectedDeadLetters() {
    return expectedDead;
  }

  /** The test itself is about to end it: what it has counted so far still counts. */
  void ends(String service) {
    requeuedByEnded += requeued(faults.service(service));
    contentionOfEnded += contention(faults.service(service));
  }

  /** The test itself ended it: another process has its place. */
  void restarted(String service) {
    pids.put(service, faults.service(service).pid());
  }

  /** Waits until stores have some of the dump, as much as the seed says, but not the most of it. */
  void awaitSome(Store... stores) throws Exception {
    int share = Seed.of(name).nextInt((int) dump.records() / (3 * stores.length));
    Deadline.await(
        TO_START,
        Duration.ofMillis(20),
        () -> name + ": too little arrived" + state(),
        () -> Arrays.stream(stores).allMatch(store -> store.count(platform, dump.date()) > share));
  }

  /** Another dump on top of this one, when the extractor is done with this one. */
  boolean nextDumpIfExtracted() throws Exception {
    if (!extracted()) {
      return false;
    }
    nextDump(faults.dumps::show);
    return true;
  }

  /** Another dump on top of this one, shown to the extractor in some way. */
  void nextDump(Showing showing) throws Exception {
    shown++;
    dump = faults.dumps.prepareNext(Seed.ofDump(name, shown));
    records += dump.records();
    showing.show(dump);
  }

  /** The fault ended just now: how long until one of these stores holds more than now. */
  void healed(Store... stores) throws Exception {
    long start = System.nanoTime();
    long before = sum(stores);
    long all = dump.changed() * stores.length;
    if (before >= all) {
      System.out.println("recovery " + name + " - (nothing was left to be written)");
      return;
    }
    Deadline.await(
        TO_RECOVER,
        Duration.ofMillis(20),
        () -> name + ": no commit after the fault" + state(),
        () -> sum(stores) > before);
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    recovery = Math.max(recovery, millis);
    FaultReport.recovered(millis);
    System.out.println("recovery " + name + " " + millis + " ms");
  }

  /** Waits until all is in and well, and checks everything that holds in every row. */
  void finish() throws Exception {
    faults.pass();
    awaitStored();
    awaitDrained();
    awaitDeleted();
    awaitUp();
    Findings findings = Findings.of(platform, dump);
    long dead = faults.broker.deadLetters();
    FaultReport.add(
        new FaultReport.Line(
            name,
            findings,
            dead - expectedDead,
            recovery,
            requeued() - requeuedBefore,
            contention() - contentionBefore,
            records));
    assertThat(findings.none()).as("%s: %s", name, findings).isTrue();
    assertThat(dead).as("%s: messages in dead-letter queues", name).isEqualTo(expectedDead);
    faults
        .platform
        .services()
        .forEach((service, process) ->
            assertThat(process.pid()).as("pid of " + service).isEqualTo(pids.get(service)));
    faults.finished(this);
  }

  void awaitStored() throws Exception {
    Deadline.await(
        TO_END,
        Duration.ofMillis(100),
        () -> name + ": not all was stored" + state(),
        () -> extracted() && Arrays.stream(Store.values()).allMatch(this::hasChanged));
  }

  /** More than that got the version of this dump where a place for records had to be made anew. */
  private boolean hasChanged(Store store) {
    return store.count(platform, dump.date()) >= dump.changed();
  }

  /** All of the dump, while another store may be away. */
  void awaitStoredIn(Store store) throws Exception {
    Deadline.await(
        TO_END,
        Duration.ofMillis(50),
        () -> name + ": not all was stored in " + store,
        () -> extracted() && hasChanged(store));
  }

  boolean extracted() {
    JsonNode extraction = faults.service("extractor").health().at("/components/extraction/details");
    return extraction.path("state").asString("").equals("complete")
        && extraction.path("dump").asInt(0) == dump.date();
  }

  private void awaitDrained() throws Exception {
    Deadline.await(
        TO_END,
        Duration.ofMillis(100),
        () -> name + ": messages are left" + state(),
        () -> faults.broker.ready(TestBroker.workQueues()) == 0);
  }

  /** What is on its way changes nothing any more, and what went is gone. */
  private void awaitDeleted() throws Exception {
    if (shown > 1) {
      Deadline.await(
          TO_END,
          Duration.ofMillis(500),
          () -> name + ": messages are in the hands of a worker" + state(),
          () -> platform.workMessages() == 0);
    }
    Deadline.await(
        TO_END,
        Duration.ofMillis(100),
        () -> name + ": not just the records of the dump are there" + state(),
        () ->
            Arrays.stream(Store.values())
                .allMatch(store -> store.count(platform) == dump.records()));
  }

  private void awaitUp() throws Exception {
    for (ServiceProcess service : platform.services().values()) {
      Deadline.await(
          TO_END,
          Duration.ofMillis(100),
          () -> name + ": " + service.name() + " is not UP again" + state(),
          () -> service.health().path("status").asString("").equals("UP"));
    }
  }

  private long sum(Store... stores) {
    return List.of(stores).stream().mapToLong(s -> s.count(platform, dump.date())).sum();
  }

  /** Deliveries that the workers gave back themselves, as they count them. */
  private long requeued() {
    return requeuedByEnded + sum(FaultRow::requeued);
  }

  /** Transactions that a deadlock or a lock timeout ended, as the workers count them. */
  private long contention() {
    return contentionOfEnded + sum(FaultRow::contention);
  }

  private long sum(ToLongFunction<ServiceProcess> counter) {
    return platform.services().values().stream().mapToLong(counter).sum();
  }

  private static long requeued(ServiceProcess service) {
    long requeued = 0;
    for (JsonNode queue : service.health().path("components").path("work").path("details")) {
      requeued += queue.path("requeued").asLong(0);
    }
    return requeued;
  }

  private static long contention(ServiceProcess service) {
    return service
        .metrics()
        .lines()
        .filter(line -> line.startsWith("db_query_total") && line.contains("\"contention\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String state() {
    StringBuilder state = new StringBuilder();
    state.append("; dump ").append(dump.date()).append(" of ").append(dump.records());
    for (Store store : Store.values()) {
      state.append(", ").append(store).append(' ').append(store.count(platform, dump.date()));
      state.append(" of ").append(store.count(platform));
    }
    for (ServiceProcess service : platform.services().values()) {
      List<String> lines = service.log().lines().toList();
      state.append("\n--- ").append(service.name()).append(' ');
      state.append(service.alive() ? "runs" : "has ended").append('\n');
      state.append(service.health()).append('\n');
      state.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())));
    }
    return state.toString();
  }
}

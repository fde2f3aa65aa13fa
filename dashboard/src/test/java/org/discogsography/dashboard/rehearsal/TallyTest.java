package org.discogsography.dashboard.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.discogsography.messages.SinkName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What services say, and what is made of it. */
class TallyTest {
  private static final Instant NOW = Scene.BEGIN;

  private final Tally tally = new Tally();
  private final Map<String, ServiceLook> services = new HashMap<>();
  private Look.Management management = new Look.Management.NotAsked();

  @Test
  void readsWhatCountsFromHealth() {
    ServiceLook look =
        health(
            """
            {"postgres": {"status": "DOWN", "details": {"since": "2026-11-21T11:59:58Z"}},
             "rabbitmq": {"status": "UP", "details": {"since": "2026-11-21T11:00:00Z"}},
             "work": {"status": "DEGRADED", "details": {
               "discogsography.tableinator.artists": {"state": "holding", "consumed": 10,
                 "written": 6, "unchanged": 3, "requeued": 2, "dead_lettered": 1,
                 "paused_since": "2026-11-21T11:59:57Z"},
               "discogsography.tableinator.labels": {"state": "running", "consumed": 5,
                 "written": 5, "unchanged": 0, "requeued": 0, "dead_lettered": 0}}}}
            """);

    assertThat(look.servers())
        .containsEntry("postgres", new Sight.Gone(Instant.parse("2026-11-21T11:59:58Z")))
        .containsEntry("rabbitmq", new Sight.Here(Instant.parse("2026-11-21T11:00:00Z")));
    assertThat(look.work())
        .contains(new Work(15, 11, 3, 2, 1, Instant.parse("2026-11-21T11:59:57Z")));
  }

  @Test
  void aServiceSaysWhenItBegan() {
    String body = "{\"started\": \"2026-11-21T11:00:00.123Z\", \"components\": {}}";
    assertThat(HealthJson.read(JsonMapper.shared().readTree(body), NOW).orElseThrow().started())
        .contains(Instant.parse("2026-11-21T11:00:00.123Z"));
    assertThat(health("{}").started()).isEmpty();
  }

  @Test
  void aServiceThatHasJustBegunOrIsEndingKnowsNothing() {
    assertThat(
            health(
                    """
                    {"postgres": {"status": "DOWN", "details": {"reason": "no probe has ended yet"}},
                     "rabbitmq": {"status": "DOWN", "details": {"state": "closed"}}}
                    """)
                .servers())
        .isEmpty();
    assertThat(
            health(
                    """
                    {"rabbitmq": {"status": "DOWN", "details": {"last_error": "not connected yet"}}}
                    """)
                .servers())
        .isEmpty();
  }

  @Test
  void anAnswerThatIsNoHealthIsNone() {
    assertThat(HealthJson.read(JsonMapper.shared().readTree("[1]"), NOW)).isEmpty();
    assertThat(HealthJson.read(JsonMapper.shared().readTree("{}"), NOW)).isEmpty();
  }

  @Test
  void theExtractorsCountGoesOnAcrossRuns() {
    sent(100, "", 0);
    assertThat(read().accepted()).isZero();
    sent(150, "", 0);
    assertThat(read().accepted()).isEqualTo(50);
    sent(180, "run 1", 180);
    assertThat(read().accepted()).isEqualTo(80);
    sent(5, "run 1", 180);
    assertThat(read().accepted()).isEqualTo(85);
    sent(20, "run 2", 10);
    assertThat(read().accepted()).as("another run ended unseen").isEqualTo(85 + 5 + 20);
  }

  @Test
  void aRunBetweenTwoLooksCountsAsAWhole() {
    sent(100, "run 1", 100);
    read();
    sent(130, "run 2", 130);
    assertThat(read().accepted()).isEqualTo(130);
    sent(140, "run 2", 130);
    assertThat(read().accepted()).as("the next one is under way").isEqualTo(270);
    sent(150, "run 3", 150);
    assertThat(read().accepted()).isEqualTo(280);
    sent(150, "run 3", 150);
    assertThat(read().accepted()).isEqualTo(280);
  }

  @Test
  void aWorkerThatBeginsAnewCountsOn() {
    work(new Work(10, 10, 0, 0, 0, null), 0);
    read();
    work(new Work(30, 30, 0, 0, 0, null), 0);
    Reading before = read();
    work(new Work(4, 4, 0, 0, 0, null), 1);
    Reading after = read();

    assertThat(after.of(SinkName.TABLEINATOR).work().settled()).isEqualTo(24);
    assertThat(after.restartedSince(before, Set.of("tableinator"))).isTrue();
    assertThat(after.restartedSince(before, Set.of("extractor"))).isFalse();
  }

  @Test
  void theBrokerIsGoneWhenOneMissesItAndBackWhenAllHaveIt() {
    services.put("extractor", health(rabbit("UP", "2026-11-21T11:00:00Z")));
    services.put("graphinator", health(rabbit("DOWN", "2026-11-21T11:30:00Z")));
    services.put("tableinator", health(rabbit("DOWN", "2026-11-21T11:20:00Z")));
    assertThat(read().sight(Server.RABBITMQ))
        .isEqualTo(new Sight.Gone(Instant.parse("2026-11-21T11:20:00Z")));

    services.put("graphinator", health(rabbit("UP", "2026-11-21T11:50:00Z")));
    services.put("tableinator", health(rabbit("UP", "2026-11-21T11:40:00Z")));
    assertThat(read().sight(Server.RABBITMQ))
        .isEqualTo(new Sight.Here(Instant.parse("2026-11-21T11:50:00Z")));
  }

  @Test
  void theNewestAnswerOfThoseThatMissAServerTellsWhenItWasSaid() {
    services.put("extractor", health(rabbit("UP", "2026-11-21T11:00:00Z"), NOW.plusSeconds(5)));
    services.put("graphinator", health(rabbit("DOWN", "2026-11-21T11:30:00Z"), NOW.plusSeconds(1)));
    services.put("tableinator", health(rabbit("DOWN", "2026-11-21T11:20:00Z"), NOW.plusSeconds(2)));
    assertThat(read().heard(Server.RABBITMQ)).isEqualTo(NOW.plusSeconds(2));

    services.put("graphinator", health(rabbit("UP", "2026-11-21T11:50:00Z"), NOW.plusSeconds(3)));
    services.put("tableinator", health(rabbit("UP", "2026-11-21T11:40:00Z"), NOW.plusSeconds(4)));
    assertThat(read().heard(Server.RABBITMQ)).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void theManagementApisSilenceCountsOnlyWhereItOnceSpokeAndNobodyElseDoes() {
    management = new Look.Management.Silent();
    assertThat(read().sight(Server.RABBITMQ)).isEqualTo(new Sight.Unknown());

    management = new Look.Management.Told(NOW, Map.of());
    read();
    management = new Look.Management.Silent();
    assertThat(read().sight(Server.RABBITMQ)).isEqualTo(new Sight.Gone(NOW));

    services.put("extractor", health(rabbit("UP", "2026-11-21T11:00:00Z")));
    assertThat(read().sight(Server.RABBITMQ)).isInstanceOf(Sight.Here.class);
  }

  @Test
  void aReadingIsCompleteOnceEveryExpectedFigureIsKnown() {
    assertThat(read().unseen()).containsExactly("extractor", "every worker");

    work(new Work(10, 10, 0, 0, 0, null), 0);
    assertThat(read().unseen()).containsExactly("extractor", "the queues of tableinator");

    sent(100, "", 0);
    assertThat(read().complete()).isFalse();

    management = told(SinkName.TABLEINATOR, SinkName.GRAPHINATOR);
    assertThat(read().unseen()).containsExactly("graphinator");

    services.put("graphinator", services.get("tableinator"));
    assertThat(read().complete()).isTrue();

    services.clear();
    management = new Look.Management.Silent();
    assertThat(read().complete()).as("what was known stays known").isTrue();
  }

  @Test
  void aSinkThatIsNotToldKeepsTheTimeOfItsLastFigures() {
    work(new Work(10, 10, 0, 0, 0, null), 0);
    management = new Look.Management.Told(NOW, Map.of());
    assertThat(read().of(SinkName.TABLEINATOR).told()).isEqualTo(Instant.EPOCH);

    management = told(SinkName.TABLEINATOR);
    read();
    management = new Look.Management.Told(NOW.plusSeconds(5), Map.of());
    Reading.Pipeline pipeline = read().of(SinkName.TABLEINATOR);

    assertThat(pipeline.told()).isEqualTo(NOW);
    assertThat(pipeline.waiting()).isEqualTo(7);
  }

  private static Look.Management told(SinkName... sinks) {
    Map<SinkName, Look.Depth> depths = new HashMap<>();
    for (SinkName sink : sinks) {
      depths.put(sink, new Look.Depth(7, 0));
    }
    return new Look.Management.Told(NOW, depths);
  }

  private Reading read() {
    return tally.add(new Look(NOW, services, management));
  }

  private void sent(long confirmed, String run, long ofRun) {
    Sent sent = new Sent(confirmed, run, ofRun);
    services.put(
        "extractor",
        new ServiceLook(NOW, Map.of(), Optional.empty(), Optional.of(sent), Optional.empty()));
  }

  private void work(Work work, long started) {
    services.put(
        "tableinator",
        new ServiceLook(
            NOW,
            Map.of(),
            Optional.of(work),
            Optional.empty(),
            Optional.of(NOW.plusSeconds(started))));
  }

  private static String rabbit(String status, String since) {
    return "{\"rabbitmq\": {\"status\": \"%s\", \"details\": {\"since\": \"%s\"}}}"
        .formatted(status, since);
  }

  private static ServiceLook health(String components) {
    return health(components, NOW);
  }

  private static ServiceLook health(String components, Instant heard) {
    String body = "{\"status\": \"UP\", \"components\": " + components + "}";
    return HealthJson.read(JsonMapper.shared().readTree(body), heard).orElseThrow();
  }
}

package org.discogsography.extractor.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.progress.Hindrance.Backlog;
import org.discogsography.extractor.progress.Hindrance.BrokerAway;
import org.discogsography.messages.EntityType;
import org.discogsography.resilience.health.Status;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Instant NOW = Instant.parse("2026-03-05T10:00:00Z");

  private final Progress progress = new Progress();

  @Test
  void saysWhatHoldsRecordsBackOnlyWhileThereAreSome() {
    progress.hindered(EntityType.LABELS, new Backlog("q", 7, 5));
    assertThat(state()).isEqualTo("idle");

    progress.begin(20260301);
    assertThat(state()).isEqualTo("waiting_for_broker");
    progress.become(ExtractionState.EXTRACTING);
    TypeProgress labels = progress.of(EntityType.LABELS);
    labels.verifying(100);
    assertThat(state()).isEqualTo("verifying");
    labels.become(TypeState.EXTRACTING);
    assertThat(state()).isEqualTo("extracting");
    progress.hindered(EntityType.LABELS, new Backlog("q", 7, 5));
    assertThat(state()).isEqualTo("paused_by_backlog");
    assertThat(details().get("paused_by")).hasToString("{queue=q, ready=7, limit=5}");

    progress.hindered(EntityType.LABELS, new BrokerAway());
    assertThat(state()).isEqualTo("waiting_for_broker");
    progress.hindered(EntityType.LABELS, null);
    assertThat(state()).isEqualTo("extracting");
  }

  @Test
  void isPausedOnlyWhileEveryTypeInWorkIs() {
    progress.begin(20260301);
    progress.become(ExtractionState.EXTRACTING);
    progress.of(EntityType.ARTISTS).become(TypeState.EXTRACTING);
    progress.of(EntityType.LABELS).become(TypeState.EXTRACTING);
    progress.hindered(EntityType.ARTISTS, new Backlog("q", 7, 5));

    assertThat(state()).isEqualTo("extracting");
    assertThat(details()).doesNotContainKey("paused_by");
    assertThat(types().get("artists")).asString().contains("paused_by={queue=q, ready=7, limit=5}");
    progress.of(EntityType.LABELS).become(TypeState.COMPLETE);
    assertThat(state()).isEqualTo("paused_by_backlog");
  }

  @Test
  void showsTheDownloadAndWhyItFailed() {
    assertThat(details()).doesNotContainKey("download");

    progress.download().looking();
    assertThat(state()).isEqualTo("downloading");
    progress.download().downloading("file", 100);
    progress.download().read(40);
    assertThat(details().get("download"))
        .hasToString("{state=downloading, file=file, bytes=100, bytes_read=40}");

    progress.download().ended("The site is away.", NOW);
    assertThat(details().get("download"))
        .hasToString("{state=waiting, problem=The site is away., next_check=2026-03-05T10:00:00Z}");
    assertThat(progress.health().effect()).isEqualTo(Status.DEGRADED);
    progress.download().ended("", NOW);
    assertThat(progress.health().effect()).isEqualTo(Status.UP);
  }

  @Test
  void isDegradedWithTheReasonWhenNothingCanBeExtracted() {
    progress.failed(Failure.UNUSABLE, "No.");

    assertThat(progress.health().effect()).isEqualTo(Status.DEGRADED);
    assertThat(details()).containsEntry("state", "failed").containsEntry("problem", "No.");
    assertThat(progress.failure()).isEqualTo(Failure.UNUSABLE);
    progress.begin(20260301);
    assertThat(progress.failure()).isNull();
  }

  @Test
  void knowsEachKindOfFailureWhicheverTypeCameFirst() {
    progress.begin(20260301);
    progress.of(EntityType.ARTISTS).failed(Failure.OLDER, "Old.");
    progress.of(EntityType.LABELS).failed(Failure.STATE, "Full.");

    assertThat(progress.failed(Failure.OLDER)).isTrue();
    assertThat(progress.failed(Failure.STATE)).isTrue();
    assertThat(progress.failed(Failure.UNUSABLE)).isFalse();
    progress.failed(Failure.UNUSABLE, "No.");
    assertThat(progress.failed(Failure.UNUSABLE)).isTrue();
  }

  @Test
  void remembersTheLastRunWhileTheNextIsUnderWay() {
    progress.ran(
        new LastRun(20260301, ExtractionState.COMPLETE, NOW, Duration.ofMillis(2_500), 7, 3));
    progress.waitsUntil(NOW);
    assertThat(details()).containsEntry("next_check", "2026-03-05T10:00:00Z");

    progress.begin(20260401);
    assertThat(details()).doesNotContainKey("next_check");
    assertThat(details().get("last_run"))
        .hasToString(
            "{dump=20260301, result=complete, ended=2026-03-05T10:00:00Z, seconds=2.5,"
                + " records=7, published=3}");
  }

  @Test
  void computesSpeedShareAndRemainingTimeFromTheLastSeconds() {
    TypeProgress labels = progress.of(EntityType.LABELS);
    labels.verifying(10_000_000);
    labels.become(TypeState.EXTRACTING);
    progress.sample(0);
    for (int i = 0; i < 100; i++) {
      labels.added();
    }
    labels.read(2_000_000);
    progress.sample(Duration.ofSeconds(2).toNanos());

    assertThat(types().get("labels"))
        .asString()
        .contains("percent=20.0", "records_per_second=50", "megabytes_per_second=1.0")
        .contains("seconds_left=8");
    assertThat(progress.speed(EntityType.LABELS).line(labels))
        .isEqualTo("labels 20.0 %, 100 records, 50 records/s, 1.0 MB/s, 0:00:08 left");
    labels.become(TypeState.COMPLETE);
    progress.sample(Duration.ofSeconds(3).toNanos());
    assertThat(types().get("labels")).asString().doesNotContain("records_per_second");
  }

  private String state() {
    return String.valueOf(details().get("state"));
  }

  private Map<String, Object> details() {
    return progress.health().details();
  }

  private Map<?, ?> types() {
    return (Map<?, ?>) details().get("types");
  }
}

package org.discogsography.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.discogsography.messages.EntityType;
import org.discogsography.resilience.config.ConfigurationException;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.config.SettingsDocument;
import org.junit.jupiter.api.Test;

class ExtractorSettingsTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");

  @Test
  void areDocumentedWithTheirDefaults() throws IOException {
    Environment environment = Environment.of(Map.of());
    assertThat(ExtractorSettings.from(environment).download().enabled()).isFalse();

    assertThat(SettingsDocument.read(PAGE).contradictions(environment.asked())).isEmpty();
  }

  @Test
  void takeADumpSiteWithOrWithoutASlash() {
    assertThat(site("http://localhost:1")).isEqualTo("http://localhost:1/");
    assertThat(site("https://host/dumps/")).isEqualTo("https://host/dumps/");
  }

  @Test
  void takeTheTypesThatAreWanted() {
    Environment some = Environment.of(Map.of("EXTRACTOR_TYPES", "labels, artists"));
    assertThat(ExtractorSettings.from(some).passes().types())
        .containsExactly(EntityType.ARTISTS, EntityType.LABELS);
    Environment wrong = Environment.of(Map.of("EXTRACTOR_TYPES", "labels,songs"));
    assertThat(ExtractorSettings.from(wrong)).isNotNull();
    assertThatThrownBy(wrong::check)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "EXTRACTOR_TYPES is not a list of artists, labels, masters and releases.");
  }

  @Test
  void refuseALimitOnMessagesThatARecordMayExceed() {
    Environment small = Environment.of(Map.of("AMQP_MAX_BODY_BYTES", "100000"));
    assertThat(ExtractorSettings.from(small)).isNotNull();
    assertThatThrownBy(small::check).hasMessageContaining("AMQP_MAX_BODY_BYTES is less than");
  }

  @Test
  void nameEverythingThatIsWrong() {
    Environment environment =
        Environment.of(
            Map.of(
                "DISCOGS_DUMP_URL", "ftp://host/",
                "PERIODIC_CHECK_DAYS", "0",
                "EXTRACTOR_BACKLOG_LIMIT", "none",
                "EXTRACTOR_DELETION_SHARE", "2"));
    ExtractorSettings.from(environment);

    assertThatThrownBy(environment::check)
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            problems ->
                assertThat(problems.problems())
                    .containsExactly(
                        "DISCOGS_ROOT is not set.",
                        "EXTRACTOR_DELETION_SHARE is not a share from 0 to 1.",
                        "EXTRACTOR_BACKLOG_LIMIT is not a whole number from 1 to 1000000000.",
                        "DISCOGS_DUMP_URL is not an http or https address.",
                        "PERIODIC_CHECK_DAYS is not a whole number from 1 to 365.",
                        "AMQP_CONNECTION is not set."));
  }

  @Test
  void countPeriodicChecksInDays() {
    assertThat(settings(Map.of("PERIODIC_CHECK_DAYS", "3")).download().period())
        .isEqualTo(Duration.ofDays(3));
  }

  private static String site(String address) {
    return settings(Map.of("DISCOGS_DUMP_URL", address)).download().site().toString();
  }

  private static ExtractorSettings settings(Map<String, String> variables) {
    return ExtractorSettings.from(Environment.of(variables));
  }
}

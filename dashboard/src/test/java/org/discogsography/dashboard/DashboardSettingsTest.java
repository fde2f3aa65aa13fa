package org.discogsography.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.discogsography.dashboard.services.Target;
import org.discogsography.resilience.config.ConfigurationException;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.config.SettingsDocument;
import org.junit.jupiter.api.Test;

class DashboardSettingsTest {
  @Test
  void needsNoVariableAtAll() {
    Environment environment = Environment.of(Map.of());

    DashboardSettings settings = DashboardSettings.from(environment);
    Connections connections = Connections.from(environment);

    environment.check();
    assertThat(connections.postgres()).isEmpty();
    assertThat(connections.neo4j()).isEmpty();
    assertThat(connections.rabbit()).isEmpty();
    assertThat(settings.http().port()).isEqualTo(8003);
    assertThat(settings.targets())
        .extracting(Target::name)
        .containsExactly("extractor", "graphinator", "tableinator");
  }

  @Test
  void reportsEveryTargetThatIsNoneAndAnIntervalThatIsTooLong() {
    Environment environment =
        Environment.of(
            Map.of(
                "EXTRACTOR_URL", "extractor:8000",
                "GRAPHINATOR_URL", "http://user:hunter2@graphinator:8001",
                "TABLEINATOR_URL", "http://",
                "POLL_INTERVAL", "5.5"));
    DashboardSettings.from(environment);

    ConfigurationException problems =
        catchThrowableOfType(ConfigurationException.class, environment::check);

    assertThat(problems.problems()).hasSize(4);
    assertThat(problems).hasMessageNotContaining("hunter2");
  }

  @Test
  void connectsToWhatHasAnAddressAndNeedsTheRestOfItsSettingsThen() {
    Environment environment =
        Environment.of(
            Map.of(
                "POSTGRES_ADDRESS", "127.0.0.1:5432",
                "NEO4J_ADDRESS", "bolt://127.0.0.1:7687",
                "NEO4J_PASSWORD", "secret"));

    Connections connections = Connections.from(environment);
    ConfigurationException problems =
        catchThrowableOfType(ConfigurationException.class, environment::check);

    assertThat(connections.neo4j()).isPresent();
    assertThat(connections.rabbit()).isEmpty();
    assertThat(problems).hasMessageContaining("POSTGRES_PASSWORD");
    assertThat(problems).hasMessageNotContaining("NEO4J");
  }

  @Test
  void isDocumentedAsItIs() throws IOException {
    Environment environment = Environment.of(Map.of());
    DashboardSettings.from(environment);
    Connections.from(environment);

    SettingsDocument page = SettingsDocument.read(Path.of("../docs/configuration.md"));

    assertThat(page.contradictions(environment.asked())).isEmpty();
  }
}

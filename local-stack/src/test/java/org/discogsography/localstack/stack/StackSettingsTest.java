package org.discogsography.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.discogsography.localstack.process.LocalStackException;
import org.junit.jupiter.api.Test;

final class StackSettingsTest {
  @Test
  void keepsEverythingInTheProjectByDefault() {
    StackSettings settings = StackSettings.from(Map.of());
    assertThat(settings.directory()).isEqualTo(settings.project().root().resolve(".stack"));
    assertThat(settings.port(8000)).isEqualTo(8000);
  }

  @Test
  void movesASecondStack() {
    StackSettings settings =
        StackSettings.from(
            Map.of("DISCOGSOGRAPHY_HOME", "/a/b", "DISCOGSOGRAPHY_PORT_OFFSET", "100"));
    assertThat(settings.directory()).isEqualTo(Path.of("/a/b"));
    assertThat(settings.port(8000)).isEqualTo(8100);
  }

  @Test
  void saysWhichVariableIsWrong() {
    assertThatThrownBy(() -> StackSettings.from(Map.of("DISCOGSOGRAPHY_PORT_OFFSET", "x")))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("DISCOGSOGRAPHY_PORT_OFFSET");
  }
}

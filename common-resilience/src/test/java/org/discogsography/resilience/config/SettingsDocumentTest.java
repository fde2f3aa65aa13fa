package org.discogsography.resilience.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsDocumentTest {
  @TempDir private Path directory;
  private SettingsDocument document;

  @BeforeEach
  void write() throws IOException {
    Path page =
        Files.writeString(
            directory.resolve("page.md"),
            """
            # Settings
            | variable | default | meaning |
            |---|---|---|
            | `HTTP_PORT` | `8000`, `8001` | where |
            | `PASSWORD` | required | who |
            | `STATE` | from `ROOT` | kept where |
            | `LIMIT` | `2` | seconds |
            """
                .replace("from `ROOT`", "from ROOT"));
    document = SettingsDocument.read(page);
  }

  @Test
  void findsNothingWhereCodeAndPageAgree() {
    assertThat(
            document.contradictions(
                List.of(
                    new Setting("HTTP_PORT", "8001"),
                    new Setting("PASSWORD", ""),
                    new Setting("STATE", "/var/lib"),
                    new Setting("LIMIT", "2"))))
        .isEmpty();
  }

  @Test
  void findsWhatIsMissingAndWhatIsWrong() {
    assertThat(
            document.contradictions(
                List.of(
                    new Setting("OTHER", "1"),
                    new Setting("LIMIT", "2.5"),
                    new Setting("PASSWORD", "guest"),
                    new Setting("HTTP_PORT", ""))))
        .containsExactly(
            "OTHER is read and not documented.",
            "LIMIT is documented with the default `2`; it is `2.5`.",
            "PASSWORD is documented with the default required; it is `guest`.",
            "HTTP_PORT is documented with the default `8000`, `8001`; it is ``.");
  }

  @Test
  void findsWhatNobodyReads() {
    assertThat(document.unread(List.of(new Setting("LIMIT", "2"), new Setting("STATE", ""))))
        .containsExactly("HTTP_PORT", "PASSWORD");
  }
}

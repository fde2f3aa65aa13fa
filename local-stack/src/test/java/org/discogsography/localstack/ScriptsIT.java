package org.discogsography.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.discogsography.localstack.place.Project;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScriptsIT {
  private static final Path SCRIPTS = Project.find().root().resolve("scripts");

  @TempDir private Path directory;

  @Test
  void prefersAJavaHomeThatIsNewEnough() throws Exception {
    Path old = jdk("jdk-17", "17.0.15");
    Path good = jdk("elsewhere", "21.0.2");
    jdk("jvm/jdk-25", "25");
    assertThat(found(good)).isEqualTo(good.toString());
    assertThat(found(old)).endsWith("jvm/jdk-25");
  }

  @Test
  void takesTheNewestOfTheSystem() throws Exception {
    jdk("jvm/java-8", "1.8.0_392");
    jdk("jvm/java-17", "17.0.15");
    Path newest = jdk("jvm/my jdk", "26-ea");
    jdk("jvm/java-21", "21.0.1");
    assertThat(found(null)).isEqualTo(newest.toString());
  }

  @Test
  void findsNoneWhereOnlyOldOnesAre() throws Exception {
    jdk("jvm/java-17", "17.0.15");
    assertThat(found(null)).isEqualTo("none");
  }

  @Test
  void sayWhatTheyDoWithoutBuildingAnything() throws Exception {
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      List<Path> all = scripts.filter(Files::isRegularFile).toList();
      assertThat(all).isNotEmpty();
      for (Path script : all) {
        assertThat(output(List.of(script.toString(), "--help")))
            .as(script.toString())
            .startsWith("Usage: scripts/" + script.getFileName())
            .contains("\n\n");
      }
    }
  }

  private String found(Path javaHome) throws Exception {
    return output(
        List.of(
            "env",
            "PATH=/usr/bin:/bin",
            "JAVA_HOME=" + (javaHome == null ? "" : javaHome),
            "DISCOGSOGRAPHY_JVMS=" + Files.createDirectories(directory.resolve("jvm")),
            "bash",
            "-c",
            ". \"$0/lib/common.sh\"; command() { return 1; }; find_jdk && echo \"$JAVA_HOME\" || echo none",
            SCRIPTS.toString()));
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = directory.resolve(name);
    Path bin = Files.createDirectories(home.resolve("bin"));
    for (String program : List.of("java", "javac")) {
      Path file = Files.createFile(bin.resolve(program));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private static String output(List<String> command) throws Exception {
    Path out = Files.createTempFile("script", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return Files.readString(out).strip();
    } finally {
      Files.delete(out);
    }
  }
}

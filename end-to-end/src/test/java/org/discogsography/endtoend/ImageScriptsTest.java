package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image's scripts, copied to a directory that stands for the root of a container. */
class ImageScriptsTest {
  private static final Path SCRIPTS = Path.of("../deploy/docker/image");
  private static final List<String> SERVICES =
      List.of("extractor", "graphinator", "tableinator", "dashboard");
  private static final String TOKEN = "admin-token";

  @TempDir private Path root;

  @BeforeEach
  void copies() throws IOException {
    for (String consumer :
        List.of("master", "postgres", "neo4j", "rabbitmq", "pgbouncer", "grafana", "tools")) {
      Files.createDirectories(secret(consumer, "."));
    }
    for (String service : SERVICES) {
      Files.createDirectories(secret(service, "."));
    }
    Files.createDirectories(root.resolve("supplied"));
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      for (Path script : scripts.toList()) {
        String text = Files.readString(script);
        script(
            script.getFileName().toString(),
            text.replaceAll("/(secrets|supplied)/", root + "/$1/"));
      }
    }
  }

  @Test
  void showListsWhatWasMade() throws IOException, InterruptedException {
    String made = run("secrets");
    assertThat(made).contains("made operator-rabbitmq-password");
    String value = Files.readString(secret("master", "operator-rabbitmq-password"));
    assertThat(run("show")).containsPattern("operator-rabbitmq-password +" + value + "\n");
    assertThat(run("secrets", "show")).isEqualTo(run("show"));
    assertThat(run("secrets")).as("made again").isEmpty();
  }

  @Test
  void everyServiceHasATokenOfItsOwnAndToolsHaveNone() throws IOException, InterruptedException {
    run("secrets");
    List<String> tokens = new ArrayList<>();
    for (String service : SERVICES) {
      tokens.add(Files.readString(secret(service, TOKEN)));
      assertThat(tokens)
          .last()
          .isEqualTo(Files.readString(secret("master", service + "-" + TOKEN)));
    }
    assertThat(tokens).doesNotHaveDuplicates().allMatch(token -> token.length() == 32);
    assertThat(secret("tools", TOKEN)).doesNotExist();
  }

  @Test
  void aStackThatWasMadeWithOneTokenForAllKeepsItsPasswords()
      throws IOException, InterruptedException {
    run("secrets");
    String password = Files.readString(secret("neo4j", "auth"));
    for (String service : SERVICES) {
      Files.delete(secret("master", service + "-" + TOKEN));
      write(secret(service, TOKEN), "one-token-for-all");
    }
    write(secret("tools", TOKEN), "one-token-for-all");
    write(secret("master", TOKEN), "one-token-for-all");

    assertThat(run("secrets").lines()).hasSize(4).allMatch(line -> line.endsWith(TOKEN));
    assertThat(Files.readString(secret("neo4j", "auth"))).isEqualTo(password);
    assertThat(secret("tools", TOKEN)).doesNotExist();
    assertThat(Files.readString(secret("dashboard", TOKEN))).isNotEqualTo("one-token-for-all");
  }

  @Test
  void aSuppliedFileThatNobodyUsesIsNamed() throws IOException, InterruptedException {
    Files.writeString(root.resolve("supplied/neo4j-password"), "of-the-operators-own\n");
    Files.writeString(root.resolve("supplied/" + TOKEN), "a-token-of-former-times\n");
    assertThat(run("secrets")).contains("The file admin-token in SECRETS_DIR is not used");
    assertThat(Files.readString(secret("neo4j", "auth"))).isEqualTo("neo4j/of-the-operators-own");
  }

  @Test
  void aProgramAsksForTheNameOfAStoppedServerEveryTime() throws IOException, InterruptedException {
    script("java", "#!/bin/sh\necho \"$@\"\n");
    String option = "-Djava.security.properties=";
    String file =
        Stream.of(run("tableinator").split(" "))
            .filter(each -> each.startsWith(option))
            .findFirst()
            .orElseThrow();
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(Path.of(file.substring(option.length())))));
    assertThat(properties)
        .containsEntry("networkaddress.cache.ttl", "1")
        .containsEntry("networkaddress.cache.negative.ttl", "0");
  }

  private Path secret(String consumer, String name) {
    return root.resolve("secrets").resolve(consumer).resolve(name).normalize();
  }

  private void script(String name, String text) throws IOException {
    Path copy = Files.writeString(Files.createDirectories(root.resolve("app")).resolve(name), text);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** As the script writes: its files are read-only. */
  private static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.writeString(file, text);
  }

  /** What {@code run} says, on both streams; it has to succeed. */
  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(root.resolve("app/run").toString()));
    command.addAll(List.of(arguments));
    Path output = root.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder
        .environment()
        .merge("PATH", root.resolve("app").toString(), (path, own) -> own + ":" + path);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }
}

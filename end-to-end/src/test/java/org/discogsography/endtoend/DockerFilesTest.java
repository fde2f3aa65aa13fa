package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What of the image and the stack can be held against the project without an engine. */
class DockerFilesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");

  /** A variable of a service; the images' own begin with names that are not the platform's. */
  private static final Pattern SETTING =
      Pattern.compile("(?m)^      ([A-Z][A-Z0-9_]*?)(?:_FILE)?: ");

  private static final Set<String> OF_THE_IMAGES =
      Set.of("LANG", "POSTGRES_USER", "POSTGRES_DB", "NEO4J_AUTH", "SAMPLE_RELEASES");

  @Test
  void theDockerfileCopiesThePomOfEveryModule() throws IOException {
    String dockerfile = text("Dockerfile");
    for (String module : found(MODULE, text("pom.xml"))) {
      // A pom of its own stands for local-stack, so that no server is downloaded.
      String line = module.equals("local-stack") ? "local-stack.pom.xml" : "COPY %s/pom.xml %s/";
      assertThat(dockerfile).as(module).contains(line.formatted(module, module));
    }
  }

  @Test
  void everySettingOfTheStackIsDocumented() throws IOException {
    String page = text("docs/configuration.md");
    Set<String> settings = new TreeSet<>(found(SETTING, text("docker-compose.yml")));
    settings.removeIf(name -> OF_THE_IMAGES.contains(name) || name.startsWith("GF_"));
    assertThat(settings).contains("AMQP_CONNECTION", "POSTGRES_ADDRESS", "STATE_DIR");
    assertThat(settings).allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
  }

  @Test
  void theStackAndLocalStackRunTheSameImages() throws IOException {
    Path sources = ROOT.resolve("local-stack/src/main/java/org/discogsography/localstack");
    String stack = text("docker-compose.yml");
    for (String server : List.of("PostgresServer", "Neo4jServer", "RabbitMqServer")) {
      String source = Files.readString(sources.resolve(server + ".java"));
      assertThat(found(Pattern.compile("IMAGE = \"(.+)\";"), source))
          .hasSize(1)
          .allSatisfy(image -> assertThat(stack).contains("image: " + image + "\n"));
    }
  }

  @Test
  void nothingWaitsForAServerAndOnlyLoopbackIsPublished() throws IOException {
    String stack = text("docker-compose.yml");
    assertThat(stack).doesNotContain("service_healthy", "service_started", "restart: true");
    List<String> ports = found(Pattern.compile("ports: \\[\"(.+?)\"]"), stack);
    assertThat(ports).hasSizeGreaterThan(4).allMatch(port -> port.startsWith("127.0.0.1:"));
    assertThat(ports).noneMatch(port -> port.matches(".*:(5432|7687|5672|6543)"));
  }

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(each -> each.group(1)).collect(Collectors.toList());
  }
}

package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.discogsography.endtoend.ComposeFile.Service;
import org.junit.jupiter.api.Test;

/** What of the image and the stack can be held against the project without an engine. */
class DockerFilesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SERVERS =
      ROOT.resolve("local-stack/src/main/java/org/discogsography/localstack");
  private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)");

  /** They run once, and are over before the others begin. */
  private static final Set<String> PREPARATION = Set.of("secrets", "sample");

  private static final List<String> OWN_DATA_AND_BECOME_A_USER =
      List.of("CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID");

  /** Variables of the images, and of docker-compose.yml alone. */
  private static final Set<String> OF_NO_SERVICE =
      Set.of("LANG", "POSTGRES_USER", "POSTGRES_DB", "NEO4J_AUTH", "SAMPLE_RELEASES");

  private final Map<String, Service> services;

  DockerFilesTest() throws IOException {
    services = ComposeFile.read(ROOT.resolve("docker-compose.yml")).services();
  }

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
    Set<String> settings = new TreeSet<>();
    services.values().stream()
        .flatMap(service -> service.names("environment").stream())
        .map(name -> name.replaceFirst("_FILE$", ""))
        .forEach(settings::add);
    settings.removeIf(name -> OF_NO_SERVICE.contains(name) || name.startsWith("GF_"));
    settings.removeIf(name -> name.startsWith("NEO4J_server_"));
    settings.removeAll(services.get("secrets").names("environment"));
    assertThat(settings).contains("AMQP_CONNECTION", "POSTGRES_ADDRESS", "STATE_DIR");
    assertThat(settings).allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
  }

  @Test
  void everyVariableThatComposeReadsIsDocumented() throws IOException {
    String page = text("docs/configuration.md");
    assertThat(found(VARIABLE, text("docker-compose.yml")))
        .contains("SECRETS_DIR", "POSTGRES_ADDRESS")
        .allSatisfy(name -> assertThat(page).containsPattern("\\b" + name + "\\b"));
  }

  @Test
  void theStackAndLocalStackRunTheSameImages() throws IOException {
    List<String> images = services.values().stream().map(each -> each.text("image")).toList();
    for (String server : List.of("PostgresServer", "Neo4jServer", "RabbitMqServer")) {
      String source = Files.readString(SERVERS.resolve(server + ".java"));
      List<String> image = found(Pattern.compile("IMAGE = \"(.+)\";"), source);
      assertThat(image).hasSize(1);
      assertThat(images).containsAll(image);
    }
  }

  @Test
  void theLogsOfQuorumQueuesAreAsLongInBothStacks() throws IOException {
    Pattern line = Pattern.compile("(?m)^ *raft.wal_max_size_bytes = (\\d+)$");
    assertThat(found(line, text("deploy/docker/rabbitmq/20-discogsography.conf")))
        .hasSize(1)
        .isEqualTo(found(line, Files.readString(SERVERS.resolve("RabbitMqFiles.java"))));
  }

  @Test
  void oneServiceBuildsAnImageAndTheOthersTakeIt() {
    Map<String, List<Service>> users =
        services.values().stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.text("image"), TreeMap::new, Collectors.toList()));
    List<List<Service>> built =
        users.values().stream().filter(all -> all.stream().anyMatch(Service::builds)).toList();
    assertThat(built).hasSize(2);
    for (List<Service> all : built) {
      assertThat(all).filteredOn(Service::builds).hasSize(1);
      assertThat(all).allMatch(each -> each.text("pull_policy").equals("never"));
    }
    // docker-compose 1.29 looks for images in the order of what depends on what.
    assertThat(services.get("secrets").builds()).isTrue();
    assertThat(services.get("sample").names("depends_on")).containsOnly("secrets");
  }

  @Test
  void nothingWaitsForAServer() {
    assertThat(services.values())
        .allSatisfy(service -> {
          assertThat(PREPARATION).containsAll(service.names("depends_on"));
          assertThat(service.conditions())
              .allMatch(condition -> condition.equals("service_completed_successfully"));
        });
  }

  @Test
  void onlyTheLoopbackAddressIsPublishedAndNoStore() {
    List<String> ports =
        services.values().stream().flatMap(each -> each.list("ports").stream()).toList();
    assertThat(ports).hasSizeGreaterThan(4).allMatch(port -> port.startsWith("127.0.0.1:"));
    assertThat(ports).noneMatch(port -> port.matches(".*:(5432|7687|5672|6543)"));
    assertThat(services.values()).noneMatch(each -> each.text("network_mode").equals("host"));
  }

  @Test
  void noNameIsCompletedWithTheDomainOfTheMachine() {
    assertThat(services.values()).allMatch(each -> each.text("dns_search").equals("."));
  }

  @Test
  void whateverReachesAServerCanDoSoOverTls() {
    Map<String, String> trust =
        Map.of(
            "AMQP_CONNECTION_FILE", "AMQP_SSL_ROOT_CERT",
            "NEO4J_ADDRESS", "NEO4J_SSL_ROOT_CERT",
            "POSTGRES_ADDRESS", "DATABASE_SSL_ROOT_CERT");
    trust.forEach((address, certificates) -> {
      List<Service> callers =
          services.values().stream()
              .filter(each -> each.names("environment").contains(address))
              .toList();
      assertThat(callers).hasSizeGreaterThan(2);
      for (Service caller : callers) {
        assertThat(caller.names("environment")).contains(certificates, "ALLOW_PLAINTEXT");
        assertThat(caller.list("volumes")).contains("${TLS_DIR:-no-secrets}:/tls:ro");
      }
    });
  }

  @Test
  void postgresIsUnhealthyWithoutItsRoles() {
    assertThat(services.get("postgres").text("healthcheck")).contains("rolname = 'tableinator'");
  }

  @Test
  void noServiceCanGainRights() {
    assertThat(services)
        .allSatisfy((name, service) -> {
          assertThat(service.list("cap_drop")).as(name).containsExactly("ALL");
          assertThat(service.list("security_opt")).as(name).contains("no-new-privileges:true");
          assertThat(service.text("privileged")).as(name).isEmpty();
        });
    Set<String> servers = new TreeSet<>(services.keySet());
    servers.removeIf(name -> services.get(name).list("cap_add").isEmpty());
    assertThat(servers).containsExactly("neo4j", "postgres", "rabbitmq");
    assertThat(services.get("postgres").list("cap_add")).isEqualTo(OWN_DATA_AND_BECOME_A_USER);
    assertThat(services.get("rabbitmq").list("cap_add")).isEqualTo(OWN_DATA_AND_BECOME_A_USER);
  }

  @Test
  void rootMayTellNeo4jToEnd() {
    assertThat(services.get("neo4j").list("cap_add"))
        .containsAll(OWN_DATA_AND_BECOME_A_USER)
        .contains("KILL");
  }

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(each -> each.group(1)).collect(Collectors.toList());
  }
}

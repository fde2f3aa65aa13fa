package org.discogsography.dashboard.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.operations.OperationsServer;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.operations.ProcessMeters;
import org.discogsography.resilience.operations.api.AdminToken;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dead letters over HTTP, in a real broker. */
@Timeout(120)
class DeadLetterRoutesIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String TOKEN = "a-token-of-this-test";
  private static final String QUEUE =
      PlatformTopology.queue(SinkName.TABLEINATOR, EntityType.LABELS);
  private static final String ASKED = "?queue=tableinator.labels&reason=data";

  private final RabbitMqServer server = TestServers.rabbitmq();
  private final ProcessMeters meters = new ProcessMeters();
  private final HttpClient client = HttpClient.newHttpClient();
  private ResilientRabbitConnection rabbit;
  private OperationsServer http;

  @BeforeEach
  void start() throws Exception {
    RabbitSettings settings = RabbitSettings.of(server.uri());
    EnumSet<SinkName> sinks = EnumSet.allOf(SinkName.class);
    rabbit =
        ResilientRabbitConnection.open(
            settings, "dead-letters", PlatformTopology.of(sinks), new SimpleMeterRegistry());
    assertThat(rabbit.awaitConnected(LIMIT)).isTrue();
    DeadLetterRoutes routes =
        new DeadLetterRoutes(
            new DeadLetterRoutes.Bounds(10, 100),
            settings,
            sinks,
            messages ->
                assertThat(rabbit.publisher().publishOnce(messages, LIMIT)).doesNotContain(false),
            AdminToken.from(Environment.of(Map.of("RESILIENCE_ADMIN_TOKEN", TOKEN))));
    http =
        OperationsServer.start(
            new OperationsSettings("127.0.0.1", 0),
            new ServiceHealth("dashboard"),
            meters.registry(),
            routes);
    discardAll();
  }

  @AfterEach
  void stop() throws Exception {
    discardAll();
    http.close();
    rabbit.close();
    meters.close();
    client.close();
  }

  @Test
  void areShownAndStayWhereTheyAre() throws Exception {
    setAside(1, "data");
    setAside(2, "data");
    setAside(3, "other");

    assertThat(shown().path("found").asInt()).isEqualTo(2);
    JsonNode again = shown();

    assertThat(again.path("found").asInt()).isEqualTo(2);
    assertThat(again.at("/dead_letters/0/id").asString()).isEqualTo("1");
    assertThat(again.at("/dead_letters/0/reason").asString()).isEqualTo("data");
    assertThat(again.at("/dead_letters/0/queue").asString()).isEqualTo(QUEUE);
  }

  @Test
  void areReplayedWithTheTokenOnlyAndAfterADryRunThatChangesNothing() throws Exception {
    setAside(1, "data");
    long before = rabbit.depth(QUEUE).ready();

    assertThat(post("/api/dead-letters/replay" + ASKED, "wrong-wrong-wrong-wrong").statusCode())
        .isEqualTo(401);
    assertThat(post("/api/dead-letters/replay" + ASKED + "&dry_run=true", TOKEN).body())
        .contains("\"would_replay\":1");
    assertThat(shown().path("found").asInt()).isEqualTo(1);
    assertThat(post("/api/dead-letters/replay" + ASKED, TOKEN).body()).contains("\"replayed\":1");

    assertThat(shown().path("found").asInt()).isZero();
    while (rabbit.depth(QUEUE).ready() < before + 1) {
      Thread.sleep(50);
    }
  }

  @Test
  void areDiscardedOnlyWithTheirReason() throws Exception {
    setAside(1, "data");
    setAside(2, "other");

    assertThat(post("/api/dead-letters/discard" + ASKED, TOKEN).body()).contains("\"discarded\":1");

    assertThat(shown().path("found").asInt()).isZero();
    assertThat(get("/api/dead-letters?queue=tableinator.labels").body()).contains("\"found\":1");
  }

  @Test
  void areShownWithoutATokenTooButSeldom() throws Exception {
    setAside(1, "data");
    HttpRequest open = HttpRequest.newBuilder(uri("/api/dead-letters" + ASKED)).build();
    assertThat(client.send(open, BodyHandlers.ofString()).body()).contains("\"found\":1");

    HttpResponse<String> second = client.send(open, BodyHandlers.ofString());
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.headers().firstValue("Retry-After")).contains("5");
    assertThat(shown().path("found").asInt()).isEqualTo(1);
  }

  @Test
  void aQueueThatIsNoneIsRefused() throws Exception {
    assertThat(get("/api/dead-letters?queue=nobodys").statusCode()).isEqualTo(400);
  }

  @Test
  void areNotTouchedByARequestThatIsMisspelt() throws Exception {
    setAside(1, "data");

    HttpResponse<String> answer =
        post("/api/dead-letters/discard" + ASKED + "&dry-run=true", TOKEN);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("no parameter dry-run", "queue, reason, dry_run");
    assertThat(get("/api/dead-letters?reson=data").statusCode()).isEqualTo(400);
    assertThat(postForm("/api/dead-letters/discard", "dry_run=true&queue=tableinator.labels"))
        .isEqualTo(400);

    assertThat(shown().path("found").asInt()).isEqualTo(1);
  }

  @Test
  void areCountedByQueueAndReasonAndShownPageByPage() throws Exception {
    for (long id = 1; id <= 5; id++) {
      setAside(id, id % 2 == 0 ? "other" : "data");
    }
    String labels = "?queue=tableinator.labels";

    JsonNode page = json("/api/dead-letters" + labels + "&from=3&most=1");
    assertThat(page.path("found").asInt()).isEqualTo(5);
    assertThat(page.path("more").asBoolean()).isFalse();
    assertThat(page.path("counts").toString())
        .isEqualTo(
            "[{'queue':'%1$s','reason':'data','letters':3},{'queue':'%1$s','reason':'other','letters':2}]"
                .formatted(QUEUE)
                .replace('\'', '"'));
    assertThat(page.path("dead_letters")).hasSize(1);
    assertThat(page.at("/dead_letters/0/id").asString()).isEqualTo("4");
  }

  @Test
  void areShownWholeOneByOne() throws Exception {
    setAside(1, "data");
    setAside(2, "data");

    JsonNode second = json("/api/dead-letters/show" + ASKED + "&id=2&sha256=hash2");
    assertThat(second.path("id").asString()).isEqualTo("2");
    assertThat(second.path("body").asString()).isEqualTo("{\"id\":2}");
    HttpResponse<String> none = get("/api/dead-letters/show" + ASKED + "&id=3");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).contains("There is no such letter among the 2 that were found.");
    assertThat(shown().path("found").asInt()).isEqualTo(2);
  }

  @Test
  void areFoundBehindManyOfAnotherReason() throws Exception {
    setAside(LongStream.rangeClosed(1, 30).toArray(), "many");
    setAside(31, "data");

    HttpRequest open = HttpRequest.newBuilder(uri("/api/dead-letters" + ASKED)).build();
    assertThat(client.send(open, BodyHandlers.ofString()).body())
        .as("without the token ten are looked at")
        .contains("\"found\":0", "\"more\":true");
    assertThat(shown().path("found").asInt()).isEqualTo(1);
    JsonNode all = json("/api/dead-letters?queue=tableinator.labels");
    assertThat(all.path("found").asInt()).isEqualTo(10);
    assertThat(all.path("more").asBoolean()).isTrue();

    assertThat(post("/api/dead-letters/discard" + ASKED, TOKEN).body())
        .contains("\"discarded\":1", "\"more\":false");
    assertThat(post("/api/dead-letters/discard?queue=tableinator.labels", TOKEN).body())
        .contains("\"discarded\":10", "\"more\":true");
  }

  @Test
  void areNotLookedAtForAPageOfAnotherSite() throws Exception {
    setAside(1, "data");
    for (String path : List.of("/api/dead-letters", "/api/dead-letters/show")) {
      HttpResponse<String> refused = get(path, "Sec-Fetch-Site", "cross-site");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("A page of another site");
    }
    assertThat(get("/api/dead-letters" + ASKED, "Sec-Fetch-Site", "same-origin").statusCode())
        .as("the refused ones were no looks")
        .isEqualTo(200);
  }

  private void discardAll() throws Exception {
    HttpResponse<String> answer;
    do {
      answer = post("/api/dead-letters/discard?queue=tableinator.labels", TOKEN);
      assertThat(answer.statusCode()).isEqualTo(200);
    } while (answer.body().contains("\"more\":true"));
  }

  private JsonNode shown() throws Exception {
    return json("/api/dead-letters" + ASKED);
  }

  private JsonNode json(String path) throws Exception {
    return JsonMapper.shared().readTree(get(path).body());
  }

  private void setAside(long id, String reason) throws InterruptedException {
    setAside(new long[] {id}, reason);
  }

  private void setAside(long[] ids, String reason) throws InterruptedException {
    List<OutboundMessage> letters = LongStream.of(ids).mapToObj(id -> letter(id, reason)).toList();
    assertThat(rabbit.publisher().publishOnce(letters, LIMIT)).doesNotContain(false);
  }

  private static OutboundMessage letter(long id, String reason) {
    MessageProperties properties =
        new MessageProperties(
            "hash" + id,
            "record",
            "application/json",
            Instant.EPOCH,
            Map.of("id", id, "dump", 20260101, "run", 1L, "x-error-reason", reason));
    return new OutboundMessage(
        "",
        PlatformTopology.deadLetterQueue(QUEUE),
        properties,
        "{\"id\":%d}".formatted(id).getBytes(StandardCharsets.UTF_8));
  }

  /** Without the token. */
  private HttpResponse<String> get(String path, String header, String value) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).header(header, value).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private int postForm(String path, String form) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.noBody())
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + path);
  }
}

package org.discogsography.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.discogsography.dashboard.broker.QueueJson;
import org.discogsography.dashboard.live.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many browsers at once, and what the API says. */
@Timeout(60)
class ViewersIT {
  private static final int VIEWERS = 100;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<InputStream> open = new ArrayList<>();
  private FakePlatform platform;

  @BeforeEach
  void start() throws Exception {
    platform = FakePlatform.with();
    platform.extractor.answers(200, "{\"status\":\"UP\",\"components\":{}}");
    platform.graphinator.answers(200, "{\"status\":\"UP\",\"components\":{}}");
    platform.tableinator.answers(200, "{\"status\":\"UP\",\"components\":{}}");
    platform.broker.answers(200, QueueJson.queues());
    platform.watch(0);
  }

  @AfterEach
  void stop() throws IOException {
    platform.close();
    for (InputStream stream : open) {
      stream.close();
    }
    client.shutdownNow();
  }

  @Test
  void aHundredBrowsersCostTheServicesNothing() throws Exception {
    CountDownLatch twoUpdatesEach = new CountDownLatch(2 * VIEWERS);
    List<HttpResponse<InputStream>> answers = new ArrayList<>();
    for (int i = 0; i < VIEWERS; i++) {
      answers.add(stream());
    }
    long begun = System.nanoTime();
    int before = platform.graphinator.requests();
    answers.forEach(answer -> Thread.ofVirtual().start(() -> read(answer, twoUpdatesEach)));
    assertThat(twoUpdatesEach.await(30, TimeUnit.SECONDS)).isTrue();

    // Asked every half second, however many look.
    double seconds = (System.nanoTime() - begun) / 1e9;
    assertThat(platform.graphinator.requests() - before).isLessThan((int) (seconds * 2) + 3);
    assertThat(platform.ticker().stream().viewers()).isEqualTo(VIEWERS);
  }

  @Test
  void oneTooManyIsToldSo() throws Exception {
    for (int i = 0; i < Stream.MOST_VIEWERS; i++) {
      stream();
    }

    HttpResponse<InputStream> refused = stream();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("10");
    assertThat(new String(refused.body().readAllBytes(), StandardCharsets.UTF_8))
        .contains("browsers are looking already");
  }

  @Test
  void everythingOnThePageIsThereAsJson() throws Exception {
    assertThat(json("/api/overview").path("services").size()).isEqualTo(4);
    assertThat(json("/api/alerts").has("alerts")).isTrue();
    assertThat(json("/api/events").has("events")).isTrue();
    assertThat(json("/api/outages").has("outages")).isTrue();
    JsonNode history = json("/api/history?range=1h");
    assertThat(history.path("stepSeconds").asInt()).isEqualTo(10);
    assertThat(history.path("series").path("ready:discogsography.graphinator.artists").size())
        .isEqualTo(360);
  }

  @Test
  void aRangeIsThereAsATable() throws Exception {
    HttpResponse<String> csv = get("/api/history.csv?range=10m");

    assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
    assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow()).contains("10m.csv");
    assertThat(csv.body().lines().count()).isEqualTo(601);
  }

  @Test
  void aRangeThatIsNoneIsRefusedInWords() throws Exception {
    assertThat(get("/api/history?range=1y").statusCode()).isEqualTo(400);
    assertThat(get("/api/history?range=1y").body()).contains("10m, 1h");
  }

  private HttpResponse<InputStream> stream() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/api/stream")).header("Accept", "text/event-stream").build();
    HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
    open.add(answer.body());
    return answer;
  }

  private static void read(HttpResponse<InputStream> answer, CountDownLatch updates) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      int seen = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("event: update") && seen < 2) {
          seen++;
          updates.countDown();
        }
      }
    } catch (IOException e) {
      // The end of the test.
    }
  }

  private JsonNode json(String path) throws Exception {
    return JsonMapper.shared().readTree(get(path).body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return platform.page().resolve(path);
  }
}

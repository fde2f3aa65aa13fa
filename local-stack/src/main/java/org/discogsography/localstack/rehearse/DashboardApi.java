package org.discogsography.localstack.rehearse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.discogsography.localstack.process.Await;
import org.discogsography.localstack.process.LocalStackException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard's rehearsals over HTTP. Thread-safe. */
final class DashboardApi {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String base;
  private final String token;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  DashboardApi(String base, String token) {
    this.base = base.replaceFirst("/+$", "");
    this.token = token;
  }

  /** Announces a rehearsal; the sentence of a refusal is thrown. */
  String start(Map<String, Object> request) {
    HttpResponse<String> response =
        post("/api/rehearsals", JSON.writeValueAsString(request))
            .orElseThrow(() ->
                new LocalStackException(
                    "The dashboard does not answer at " + base + ": scripts/up starts it."));
    if (response.statusCode() != 201) {
      throw new LocalStackException(refusal(response));
    }
    return JSON.readTree(response.body()).path("id").asString("");
  }

  /**
   * Tells it that the server is stopped or started, or to end.
   *
   * @param what stopped, started or abort
   * @return false where it does not hear, or does not want to know
   */
  boolean mark(String id, String what) {
    String path = "/api/rehearsals/" + id + "/" + what;
    int[] status = {0};
    return Await.until(
            PATIENCE,
            () -> {
              status[0] = post(path, "").map(HttpResponse::statusCode).orElse(0);
              return status[0] != 0;
            })
        && status[0] / 100 == 2;
  }

  /**
   * What it knows; empty while it does not answer.
   *
   * @throws LocalStackException if it has forgotten it
   */
  Optional<JsonNode> report(String id) {
    return send(HttpRequest.newBuilder(URI.create(base + "/api/rehearsals/" + id)))
        .flatMap(response -> report(id, response.statusCode(), response.body()));
  }

  /** What an answer says: what a dashboard does not keep on disk is gone when it begins anew. */
  static Optional<JsonNode> report(String id, int status, String body) {
    return switch (status) {
      case 200 -> json(body);
      case 404 ->
          throw new LocalStackException("The dashboard began anew and has forgotten " + id + ".");
      default -> Optional.empty();
    };
  }

  /** For people. */
  String pageAddress(String id) {
    return base + "/rehearsals/" + id;
  }

  /** For people without a browser. */
  String markdownAddress(String id) {
    return base + "/api/rehearsals/" + id + "/report.md";
  }

  /** Has another service do something: the status, or 0 where it does not answer. */
  int post(URI address) {
    return send(HttpRequest.newBuilder(address).POST(BodyPublishers.noBody()))
        .map(HttpResponse::statusCode)
        .orElse(0);
  }

  private Optional<HttpResponse<String>> post(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path)).POST(BodyPublishers.ofString(body)));
  }

  private Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
    try {
      HttpRequest authorised =
          request.timeout(LIMIT).header("Authorization", "Bearer " + token).build();
      return Optional.of(client.send(authorised, BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw LocalStackException.interrupted("talking to the dashboard", e);
    }
  }

  private static Optional<JsonNode> json(String body) {
    try {
      return Optional.of(JSON.readTree(body));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static String refusal(HttpResponse<String> response) {
    String reason =
        json(response.body()).map(answer -> answer.path("error").asString("")).orElse("no reason");
    return "The dashboard refuses the rehearsal (" + response.statusCode() + "): " + reason;
  }
}

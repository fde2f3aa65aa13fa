package org.discogsography.localstack.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.discogsography.localstack.process.LocalStackException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks an HTTP server of this machine for JSON. Thread-safe. */
public final class HttpJson {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private HttpJson() {}

  /** The answer, whatever its status; empty where there is none, or none in JSON. */
  public static Optional<JsonNode> get(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)));
  }

  /** As {@link #get(String)}, with a user and password. */
  public static Optional<JsonNode> get(String address, String username, String password) {
    byte[] credentials = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials)));
  }

  /** Whether the answer's status is 200. */
  public static boolean ok(String address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(LIMIT).build();
      return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw LocalStackException.interrupted("waiting for " + address, e);
    }
  }

  private static Optional<JsonNode> send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          CLIENT.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofByteArray());
      return Optional.of(JSON.readTree(response.body()));
    } catch (IOException | JacksonException noAnswer) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw LocalStackException.interrupted("waiting for an answer", e);
    }
  }
}

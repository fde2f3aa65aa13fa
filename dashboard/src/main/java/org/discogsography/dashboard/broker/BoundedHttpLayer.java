package org.discogsography.dashboard.broker;

import com.rabbitmq.http.client.HttpClientException;
import com.rabbitmq.http.client.HttpException;
import com.rabbitmq.http.client.HttpLayer;
import com.rabbitmq.http.client.HttpServerException;
import com.rabbitmq.http.client.ParameterizedTypeReference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives the management API's client our limits of time and size, which its own layer does not have.
 * Reading only.
 */
final class BoundedHttpLayer implements HttpLayer {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final BoundedHttp http;
  private final String authorization;

  BoundedHttpLayer(BoundedHttp http, ManagementSettings settings) {
    this.http = http;
    String credentials = settings.username() + ":" + settings.password();
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public <T> T get(URI uri, Class<T> type) {
    return read(ask(uri), JSON.constructType(type));
  }

  @Override
  public <T> T get(URI uri, ParameterizedTypeReference<T> type) {
    return read(ask(uri), JSON.constructType(type.getType()));
  }

  @Override
  public <T> T post(URI uri, Object body, Class<T> type) {
    throw new UnsupportedOperationException("the dashboard only reads");
  }

  @Override
  public void put(URI uri, Object body) {
    throw new UnsupportedOperationException("the dashboard only reads");
  }

  @Override
  public void delete(URI uri, @Nullable Map<String, String> headers) {
    throw new UnsupportedOperationException("the dashboard only reads");
  }

  private byte[] ask(URI uri) {
    BoundedHttp.Answer answer = send(uri);
    if (answer.status() >= 500) {
      throw new HttpServerException(answer.status(), "");
    }
    if (answer.status() != 200) {
      throw new HttpClientException(answer.status(), "");
    }
    return answer.body();
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // The client's interface has it so.
  private static <T> T read(byte[] body, JavaType type) {
    try {
      return JSON.readValue(body, type);
    } catch (JacksonException e) {
      throw new HttpException("its answer is not that of RabbitMQ's management API");
    }
  }

  private BoundedHttp.Answer send(URI uri) {
    try {
      return http.get(HttpRequest.newBuilder(uri).header("Authorization", authorization));
    } catch (IOException | TimeoutException e) {
      throw new HttpException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpException(e);
    }
  }
}

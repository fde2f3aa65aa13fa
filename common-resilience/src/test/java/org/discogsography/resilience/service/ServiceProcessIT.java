package org.discogsography.resilience.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServiceProcessIT {
  @Test
  void endsWithZeroWhenItIsToldToStop() throws Exception {
    try (SampleProcess process = SampleProcess.start(Map.of())) {
      process.awaitLine("sample started");

      process.terminate();

      assertThat(process.awaitStatus()).isZero();
      assertThat(process.rest()).contains("closed").anyMatch(line -> line.contains("stopped"));
    }
  }

  @Test
  void endsWithZeroWhenItIsToldToStopWhileItStarts() throws Exception {
    try (SampleProcess process = SampleProcess.start(Map.of("SAMPLE_ENDING", "slow"))) {
      process.port();

      process.terminate();

      assertThat(process.awaitStatus()).isZero();
    }
  }

  @Test
  void answersHealthOnItsPort() throws Exception {
    try (SampleProcess process = SampleProcess.start(Map.of())) {
      int port = process.port();

      for (String path : List.of("/health", "/health/live", "/health/ready", "/metrics")) {
        assertThat(status(port, path)).as(path).isEqualTo(200);
      }
    }
  }

  @Test
  void printsEveryProblemOfItsSettingsAndEndsWithTwo() throws Exception {
    Map<String, String> settings =
        Map.of("SAMPLE_NUMBER", "s3cret", "HTTP_PORT", "99999", "LOG_LEVEL", "loud");
    try (SampleProcess process = SampleProcess.start(settings)) {
      assertThat(process.awaitStatus()).isEqualTo(2);
      assertThat(String.join("\n", process.rest()))
          .contains("SAMPLE_NUMBER", "HTTP_PORT", "LOG_LEVEL")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void saysInOneSentenceThatThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SampleProcess process =
            SampleProcess.start(Map.of("HTTP_PORT", String.valueOf(taken.getLocalPort())))) {
      assertThat(process.awaitStatus()).isEqualTo(1);
      assertThat(process.rest())
          .anyMatch(
              line -> line.startsWith("sample cannot start: 127.0.0.1:" + taken.getLocalPort()))
          .noneMatch(line -> line.startsWith("\tat "));
    }
  }

  @Test
  void saysWhyItCannotStart() throws Exception {
    try (SampleProcess process = SampleProcess.start(Map.of("SAMPLE_ENDING", "refuse"))) {
      assertThat(process.awaitStatus()).isEqualTo(1);
      assertThat(process.rest()).contains("sample cannot start: the sample refuses to start.");
    }
  }

  @Test
  void showsWhereABugIs() throws Exception {
    try (SampleProcess process = SampleProcess.start(Map.of("SAMPLE_ENDING", "bug"))) {
      assertThat(process.awaitStatus()).isEqualTo(1);
      assertThat(process.rest()).anyMatch(line -> line.contains("at org.discogsography"));
    }
  }

  @Test
  void endsWithTheStatusItGaveItself() throws Exception {
    try (SampleProcess process = SampleProcess.start(Map.of("SAMPLE_ENDING", "finish"))) {
      assertThat(process.awaitStatus()).isEqualTo(3);
    }
  }

  @Test
  void doesNotWaitForAResourceBeyondTheShutdownTimeout() throws Exception {
    Map<String, String> settings = Map.of("SAMPLE_ENDING", "hang", "SHUTDOWN_TIMEOUT", "0.5");
    try (SampleProcess process = SampleProcess.start(settings)) {
      process.awaitLine("sample started");

      process.terminate();

      assertThat(process.awaitStatus()).isEqualTo(1);
      assertThat(process.rest()).anyMatch(line -> line.contains("did not close"));
    }
  }

  @Test
  void logsJsonLinesWhereAsked() throws Exception {
    try (SampleProcess process = SampleProcess.start(Map.of("LOG_FORMAT", "json"))) {
      assertThat(process.awaitLine("sample started")).startsWith("{").endsWith("}");
    }
  }

  private static int status(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }
}

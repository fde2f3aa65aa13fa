package org.discogsography.dashboard.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.localstack.process.Await.until;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.discogsography.localstack.RabbitMqPorts;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestAuthority;
import org.discogsography.localstack.place.Ports;
import org.discogsography.resilience.tls.TrustedCertificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A real broker's HTTP API with a certificate for {@code localhost}. */
@Timeout(180)
class ManagementTlsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static final int HTTPS = Ports.free();
  private static Path right;
  private static Path wrong;
  private static RabbitMqServer server;

  @BeforeAll
  static void startServer() throws IOException {
    TestAuthority authority = TestAuthority.in(directory.resolve("right"));
    right = authority.certificate();
    wrong = TestAuthority.in(directory.resolve("wrong")).certificate();
    server =
        RabbitMqServer.encrypted(
            directory.resolve("rabbitmq"),
            RabbitMqPorts.free(),
            Ports.free(),
            HTTPS,
            authority.issue("localhost"));
    server.start();
  }

  @AfterAll
  static void stopServer() {
    server.stop();
    server.clean();
  }

  @Test
  void isTrustedByTheAuthoritysNameAndHostNameOnly() {
    assertThat(view("https://localhost:", right).state()).isEqualTo(BrokerState.UP);
    assertThat(view("https://localhost:", wrong).reason())
        .isEqualTo(
            "TLS: the server's certificate was issued by nobody who is trusted here;"
                + " AMQP_SSL_ROOT_CERT names the file of those who are.");
    assertThat(view("https://127.0.0.1:", right).reason())
        .isEqualTo(
            "TLS: the server's certificate is for another host name than the one that is used here.");
  }

  /** As soon as it listens there. */
  private static BrokerView view(String address, Path authority) {
    TrustedCertificates trusted = TrustedCertificates.in(authority);
    ManagementSettings settings =
        new ManagementSettings(
            URI.create(address + HTTPS), server.username(), server.password(), "/", trusted);
    try (BoundedHttp http = new BoundedHttp(Duration.ofSeconds(5), trusted)) {
      BrokerWatch watch = BrokerWatch.over(http, settings, InstantSource.system());
      assertThat(
              until(
                  PATIENCE,
                  () -> {
                    watch.poll();
                    return !"nobody listens at its address".equals(watch.view().reason());
                  }))
          .isTrue();
      return watch.view();
    }
  }
}

package org.discogsography.dashboard.services;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.concurrent.TimeoutException;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.discogsography.dashboard.watch.Reason;

/** Asks services for their health over HTTP. */
final class HealthClient {
  private final BoundedHttp http;

  HealthClient(BoundedHttp http) {
    this.http = http;
  }

  HealthAnswer ask(Target target) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.health()).header("Accept", "application/json");
    try {
      BoundedHttp.Answer answer = http.get(request);
      return switch (answer.status()) {
        case 200, 503 -> HealthParser.parse(answer.body());
        default -> new HealthAnswer.Failed("it answers with HTTP status " + answer.status());
      };
    } catch (TimeoutException e) {
      return new HealthAnswer.TimedOut();
    } catch (IOException e) {
      return new HealthAnswer.Failed(Reason.of(e));
    }
  }
}

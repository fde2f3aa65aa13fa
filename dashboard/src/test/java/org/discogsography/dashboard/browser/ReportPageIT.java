package org.discogsography.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.discogsography.dashboard.FakePlatform;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports of rehearsals in a real browser; the dashboard has made them itself. */
@Timeout(60)
class ReportPageIT {
  @TempDir private static Path reports;
  private static Browser browser;

  private FakePlatform platform;

  /** Oldest first: a good one, one without traffic, one that was only noticed, one that failed. */
  @BeforeAll
  static void start() throws Exception {
    try (PlayedOutages outages =
        new PlayedOutages(Instant.now().minusSeconds(3 * 86_400), reports)) {
      outages.rehearse(1_200, 10);
      outages.rehearse(0, 10);
      outages.happen(1_200);
      outages.rehearse(1_200, 0.5);
    }
    browser = Browser.start();
  }

  @AfterAll
  static void stopBrowser() throws Exception {
    browser.close();
  }

  @BeforeEach
  void watch() throws Exception {
    platform = FakePlatform.with().keepsReportsIn(reports).watch(0);
    browser.complaints();
  }

  @AfterEach
  void stop() {
    browser.leave();
    platform.close();
  }

  @Test
  void showsEverythingThatTheReportSays() throws Exception {
    JsonNode report = report(0);
    open(report, "light");

    assertThat(browser.text("#title")).isEqualTo("Rehearsal: PostgreSQL");
    assertThat(browser.text("#verdict")).isEqualTo("PASS");
    assertThat(browser.text("#sentence")).isEqualTo("Everything was as it had to be.");
    assertThat(browser.text("#story"))
        .containsPattern("^\\d+ \\w+,? .*\\d\\d:\\d\\d:\\d\\d to ")
        .contains("taken away on purpose (stop)");
    assertThat(browser.text("#timers")).contains("detect", "400 ms", "hold", "recover", "drain");
    assertThat(browser.text("#timers")).contains(number(report.path("peakBacklog").asLong()));
    for (JsonNode criterion : report.path("criteria")) {
      assertThat(browser.text("#criteria"))
          .contains(text(criterion, "name"), text(criterion, "limit"), text(criterion, "measured"));
    }
    for (JsonNode phase : report.path("phases")) {
      assertThat(browser.text("#phases")).contains(text(phase, "name"));
    }
    assertThat(browser.text("#other")).contains("graphinator does not need PostgreSQL");
    assertThat(browser.text("#rates"))
        .contains("graphinator, before", "1,200/s", percent(report) + " % of before");
    JsonNode accounting = report.path("accounting");
    assertThat(browser.text("#account"))
        .contains("The account is closed", text(accounting, "note"));
    assertThat(browser.text("#lines"))
        .contains("tableinator", number(accounting.at("/pipelines/0/accepted").asLong()));
    assertThat(drawn()).isEqualTo("2 lines");
    assertThat(link("markdown")).endsWith(text(report, "id") + "/report.md");
    assertThat(link("json")).endsWith(text(report, "id") + "/report.json");
    Everywhere.settled(browser, "report-light", browser.pageHeight());
  }

  @Test
  void saysWhichCriterionFailed() throws Exception {
    open(report(3), "dark");

    assertThat(browser.text("#verdict")).isEqualTo("FAIL");
    assertThat(browser.text("#sentence")).startsWith("recover: ").endsWith("and not at most 0.5 s");
    assertThat(browser.text("#criteria")).contains("failed", "met");
    Everywhere.settled(browser, "report-dark", browser.pageHeight());
  }

  @Test
  void saysOfAnOutageThatItWasOnlyNoticed() throws Exception {
    open(report(2), "light");

    assertThat(browser.text("#title")).isEqualTo("Outage: PostgreSQL");
    assertThat(browser.text("#story")).contains("the dashboard noticed");
    Everywhere.settled(browser, "report-noticed-light", browser.pageHeight());
  }

  @Test
  void withoutTrafficThereIsNoRateToCompare() throws Exception {
    open(report(1), "light");

    assertThat(browser.text("#other")).contains("Too little flowed there to compare");
    assertThat(browser.text("#rates")).contains("graphinator, before", "0/s");
    assertThat(browser.text("#rates")).doesNotContain("meanwhile");
  }

  @Test
  void saysWhatARehearsalWithoutTrafficDoesNotShow() throws Exception {
    open(report(1), "light");
    assertThat(browser.text("#traffic"))
        .startsWith("Nothing was waiting to be written")
        .endsWith("--feed rehearses it under load.");

    open(report(0), "light");
    assertThat(browser.text("#traffic")).isBlank();
  }

  @Test
  void whatNobodyKnewIsAGapInTheCurve() throws Exception {
    open(report(0), "light");

    Object breaks =
        browser.script(
            """
            return import("/js/waiting.js").then(({ drawWaiting }) => {
              const phases = [{ name: "Baseline", from: "2026-01-01T12:00:00Z", to: null }];
              const waiting = { tableinator: [1, 2, null, null, 5, null, 7] };
              drawWaiting({ chart: { seconds: [0, 1, 2, 3, 4, 5, 6], waiting }, phases });
              const chart = Chart.getChart("waiting");
              const points = chart.getDatasetMeta(0).data;
              return points.map((point) => point.skip ? "-" : point.options.radius > 0 ? "o" : "x")
                .join("") + " " + chart.data.datasets[0].spanGaps;
            });
            """);

    assertThat(breaks).isEqualTo("xx--o-o false");
  }

  @Test
  void followsOneThatLasts() throws Exception {
    platform.extractor.answers(200, Answers.extractor());
    platform.graphinator.answers(200, Answers.worker("graphinator", "neo4j"));
    platform.tableinator.answers(200, Answers.worker("tableinator", "postgres"));
    platform.broker.serves(Answers::broker);
    String id = platform.rehearse("postgres");
    browser.open(platform.page().resolve("/rehearsals/" + id), Browser.WIDE, "light");

    browser.awaitText("#sentence", "in its phase Baseline");
    assertThat(browser.text("#account")).isEqualTo("That is added up at the end.");
    platform.mark(id, "stopped");
    platform.tableinator.answers(
        200, Answers.waiting("tableinator", "postgres", Instant.now().minusMillis(100)));
    browser.awaitText("#phases", "Holding");
    assertThat(browser.text("#verdict")).isEqualTo("RUNNING");
    platform.mark(id, "abort");
    browser.awaitText("#sentence", "It ended before its time: It was aborted.");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void saysThatThereIsNoSuchRehearsal() throws Exception {
    browser.open(platform.page().resolve("/rehearsals/%3Cb%3Enone"), Browser.WIDE, "light");

    browser.awaitText("#title", "No such rehearsal");
    assertThat(browser.text("#missing")).contains("There is no such rehearsal, or no longer");
    assertThat(browser.text("#found")).isBlank();
    browser.picture("report-missing-light", Browser.WIDE, 500);
    assertThat(browser.complaints("404")).isEmpty();
    Everywhere.holds(browser);
  }

  @Test
  void saysThatTheDashboardDoesNotAnswer() throws Exception {
    int port = platform.port();
    platform.stopDashboard();
    platform.serves(config ->
        config.before("/api/rehearsals/*", context -> context.status(503).skipRemainingHandlers()));
    platform.watch(port);
    browser.open(platform.page().resolve("/rehearsals/any"), Browser.WIDE, "light");
    browser.awaitText("#lost", "it is tried again by itself");

    platform.stopDashboard();
    platform.serves(ServiceRoutes.none());
    platform.watch(port);
    browser.awaitText("#title", "No such rehearsal");
    assertThat(browser.text("#lost")).isBlank();
  }

  @Test
  void theDashboardsListLeadsThere() throws Exception {
    browser.open(platform.page(), Browser.WIDE, "light");
    browser.awaitText("#rehearsals", "Report");
    String first = "document.querySelector('#rehearsals a')";
    String address = browser.script("return " + first + ".getAttribute('href')").toString();
    browser.script(first + ".focus()");
    browser.press(Keys.ENTER);

    browser.awaitText("#summary", address.replace("/rehearsals/", ""));
  }

  private void open(JsonNode report, String colours) {
    URI page = platform.page().resolve("/rehearsals/" + text(report, "id"));
    browser.open(page, Browser.WIDE, colours);
    browser.awaitText("#summary", text(report, "verdict"));
  }

  /** In the order in which they happened; as in the list. */
  private JsonNode report(int number) throws Exception {
    JsonNode all = json("/api/rehearsals").path("rehearsals");
    return all.path(all.size() - 1 - number);
  }

  private JsonNode json(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(platform.page().resolve(path)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return JsonMapper.shared().readTree(client.send(request, BodyHandlers.ofString()).body());
    }
  }

  private static long percent(JsonNode report) {
    return Math.round(report.path("otherRateShare").asDouble() * 100);
  }

  private static String drawn() {
    return browser.script("return Chart.getChart('waiting').data.datasets.length") + " lines";
  }

  private static String link(String id) {
    return browser.script("return document.getElementById(arguments[0]).href", id).toString();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString();
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}

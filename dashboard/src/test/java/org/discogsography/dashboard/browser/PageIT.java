package org.discogsography.dashboard.browser;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.discogsography.dashboard.FakePlatform;
import org.discogsography.dashboard.history.History;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Each state of the page in a real browser, over services and a broker that are played. */
@Timeout(60)
class PageIT {
  /** How much of a page is in its picture. */
  private static final int WHOLE = 2_200;

  private static final int TOP = 900;

  private static Browser browser;

  private final FakeStore postgres = new FakeStore("postgres");
  private final FakeStore neo4j = new FakeStore("neo4j");
  private FakePlatform platform;

  @BeforeAll
  static void startBrowser() throws Exception {
    browser = Browser.start();
  }

  @AfterAll
  static void stopBrowser() throws Exception {
    browser.close();
  }

  @BeforeEach
  void start() throws Exception {
    platform = FakePlatform.with(postgres, neo4j);
    platform.extractor.answers(200, Answers.extractor());
    platform.graphinator.answers(200, Answers.worker("graphinator", "neo4j"));
    platform.tableinator.answers(200, Answers.worker("tableinator", "postgres"));
    platform.broker.serves(Answers::broker);
    platform.watch(0);
    browser.complaints();
  }

  @AfterEach
  void stop() {
    browser.leave();
    platform.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void showsAPlatformThatWorks(String colours) throws Exception {
    PastHour.of(platform);
    open(Browser.WIDE, colours);
    browser.awaitText("#strip", "UP");
    browser.awaitText("#queues", "5,400");

    assertThat(browser.text("#summary")).startsWith("All is well");
    assertThat(browser.text("[data-area=extractor]")).contains("releases 42.5 %", "1,240/s");
    assertThat(browser.text("[data-area=g-out]")).contains("closed");
    assertThat(browser.text("[data-area=postgres]")).contains("14 of 100 connections", "GB");
    assertThat(browser.text("#queues-age")).contains("old");
    settled("overview-" + colours, WHOLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void showsAStoreThatIsAwayAndWhatWaitsForIt(String colours) throws Exception {
    PastHour.of(platform);
    Instant since = Instant.now().minusSeconds(75);
    away(since);
    open(Browser.WIDE, colours);
    browser.awaitText("#alerts", "Store away");
    browser.awaitText("#queues", "waiting since");

    assertThat(browser.text("#summary")).contains("postgres away");
    assertThat(browser.text("[data-area=t-out]")).contains("open");
    assertThat(browser.text("[data-area=tableinator]")).contains("DEGRADED", "0 of 4 loops");
    assertThat(browser.text("#advice")).contains("Start the database again");
    assertThat(browser.text("#queues tbody:last-child td[data-label='Empty in']"))
        .as("nobody empties the queues")
        .isEqualTo("empty\nempty\n–\n–");
    assertThat(browser.text("#journal")).contains("outage began");
    settled("outage-" + colours, WHOLE);
  }

  @Test
  void tellsDownUnreachableAndStaleApart() throws Exception {
    open(Browser.WIDE, "light");
    browser.awaitText("[data-area=graphinator]", "UP");
    platform.extractor.close();
    platform.graphinator.hangs();
    platform.tableinator.answers(503, Answers.broken("tableinator", "postgres"));

    browser.awaitText("[data-area=extractor]", "UNREACHABLE");
    browser.awaitText("[data-area=graphinator]", "STALE");
    browser.awaitText("[data-area=tableinator]", "DOWN");

    assertThat(browser.text("[data-area=tableinator]")).contains("password authentication");
    assertThat(browser.text("[data-area=in]")).contains("not known");
    browser.awaitText("#queues", "worker does not answer, last said running");
    assertThat(browser.text("#queues")).contains("waiting").doesNotContain("\nrunning");
    settled("trouble-light", TOP);
  }

  @Test
  void showsThatTheBrokerIsDown() throws Exception {
    open(Browser.WIDE, "dark");
    browser.awaitText("#queues", "5,400");
    platform.broker.close();
    Instant since = Instant.now();
    platform.extractor.answers(200, Answers.extractorWithoutBroker(since));
    platform.graphinator.answers(200, Answers.brokerGone("graphinator", "neo4j", since));
    platform.tableinator.answers(200, Answers.brokerGone("tableinator", "postgres", since));

    browser.awaitText("#broker-notice", "cannot be reached");
    browser.awaitText("#alerts", "missed by extractor, graphinator, tableinator");
    browser.awaitText("[data-area=broker] .badge", "DOWN");

    assertThat(browser.text("#broker-notice")).contains("ago are shown");
    assertThat(browser.text("[data-area=extractor]")).contains("DEGRADED", "waiting for broker");
    for (String arrow : List.of("in", "g-in", "t-in")) {
      assertThat(browser.text("[data-area=" + arrow + "]")).as(arrow).contains("open");
    }
    assertThat(browser.text("#queues")).contains("disconnected since");
    Everywhere.settled(browser, "broker-down-dark", TOP);
  }

  @Test
  void showsThatTheManagementApiRefusesUs() throws Exception {
    platform.stopDashboard();
    platform.broker.answers(401, "");
    platform.watch(0);
    open(Browser.WIDE, "light");

    browser.awaitText("#broker-notice", "does not take our credentials");
    browser.awaitText("#alerts", "Management refused");

    assertThat(browser.text("[data-area=broker]")).contains("UP");
    assertThat(browser.text("#queues-empty")).contains("No queue figures");
    Everywhere.settled(browser, "management-refused-light", TOP);
  }

  @Test
  void showsThatThereIsNothingYet() throws Exception {
    platform.broker.serves(Answers::noQueues);
    open(Browser.WIDE, "light");

    browser.awaitText("#queues-empty", "none of the queues yet");

    assertThat(browser.text("#alerts")).contains("No alerts");
    assertThat(browser.text("#advice")).contains("Nothing to do");
    assertThat(browser.text("#rehearsals")).contains("scripts/rehearse postgres");
    Everywhere.settled(browser, "empty-light", TOP);
  }

  @Test
  void saysThatItIsAskingUntilTheFirstAnswerComes() throws Exception {
    platform.stopDashboard();
    CountDownLatch answered = new CountDownLatch(1);
    platform.serves(config ->
        config.before("/api/stream", context -> assertThat(answered.await(60, SECONDS)).isTrue()));
    platform.watch(0);
    open(Browser.WIDE, "light");

    browser.awaitText("#summary", "Asking everybody");
    assertThat(browser.text("#live-text")).isEqualTo("connecting");
    assertThat(browser.text("#lost")).isBlank();
    Everywhere.settled(browser, "loading-light", TOP);

    answered.countDown();
    browser.awaitText("#strip", "UP");
    browser.awaitText("#summary", "All is well");
  }

  @Test
  void showsAnAlarmOfTheBroker() throws Exception {
    platform.broker.serves(Answers::alarmed);
    open(Browser.WIDE, "dark");

    browser.awaitText("#broker-notice", "takes no messages");
    browser.awaitText("#alerts", "Broker alarm");
    settled("alarm-dark", TOP);
  }

  @Test
  void showsWhyTheExtractorIsPausedBesideTheQueueThatIsFull() throws Exception {
    platform.extractor.answers(200, Answers.pausedExtractor());
    open(Browser.WIDE, "light");

    browser.awaitText("#queues", "extractor paused: 1,000,000 of at most 1,000,000");
    assertThat(browser.text("[data-area=extractor]")).contains("paused by backlog");
  }

  @Test
  void saysThatTheStreamIsLostAndComesBackByItself() throws Exception {
    open(Browser.WIDE, "light");
    browser.awaitText("#strip", "UP");
    int port = platform.port();
    platform.stopDashboard();

    browser.awaitText("#lost", "The stream from the dashboard is lost");
    assertThat(browser.text("#live-text")).isEqualTo("stream lost");
    assertThat(browser.text("#summary")).contains("not known");
    browser.picture("stream-lost-light", Browser.WIDE, TOP);
    Everywhere.holds(browser);

    platform.watch(port);
    browser.awaitText("#live-text", "live");
    browser.await("the notice is gone", () -> browser.text("#lost").isBlank());
  }

  @Test
  void aSecondThatWasLeftOutIsAsTheNextAndMoreAreAGap() {
    browser.open(platform.page().resolve("/rehearsals/none"), Browser.WIDE, "light");

    Object series =
        browser.script(
            """
            return import("/js/state.js").then(({ state, take }) => {
              state.recent = { from: 0, length: 5, stepSeconds: 1, series: { x: [1, 1, 1, 1, 1] } };
              const second = (at, x) => take(
                { overview: { time: new Date(at * 1000).toISOString() }, events: [], sample: { x } });
              second(6, 2);
              second(9, 3);
              return JSON.stringify(state.recent.series.x);
            });
            """);

    assertThat(series).isEqualTo("[2,2,null,null,3]");
  }

  @Test
  void tellsHowOldTheFiguresOfAStoreAre() throws Exception {
    open(Browser.WIDE, "light");
    browser.awaitText("[data-area=postgres] .age", "figures");
    assertThat(browser.text("[data-area=postgres] .fact.old")).isBlank();
    int port = platform.port();
    platform.stopDashboard();
    browser.awaitText("#lost", "is lost");

    // A minute later.
    browser.script("const t = performance.now; performance.now = () => t.call(performance) + 60e3");
    browser.await(
        "the figures are old", () -> !browser.text("[data-area=postgres] .fact.old").isBlank());
    assertThat(browser.text("[data-area=postgres] .age")).containsPattern("figures \\d+ s old");

    platform.watch(port);
    browser.await(
        "they are not any more", () -> browser.text("[data-area=postgres] .fact.old").isBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void fitsAPhone(String colours) throws Exception {
    PastHour.of(platform);
    away(Instant.now().minusSeconds(75));
    open(Browser.NARROW, colours);
    browser.awaitText("#queues", "waiting since");
    browser.awaitText("#alerts", "Store away");

    browser.picture("phone-" + colours, Browser.NARROW, 1_800);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.scrollsSideways()).isFalse();
    assertThat(browser.violations()).isEmpty();
  }

  @Test
  void isUsedWithTheKeyboardAlone() throws Exception {
    PastHour.of(platform);
    open(Browser.WIDE, "light");
    browser.awaitText("#queues", "5,400");
    browser.await("there are ranges", () -> !browser.text("#ranges").isBlank());

    browser.press(Keys.TAB);
    assertThat(browser.focused()).contains("Skip to the pipeline");
    browser.press(Keys.ENTER);
    assertThat(browser.focused()).isEqualTo("pipeline");
    browser.reach("details");
    browser.press(Keys.ENTER);
    assertThat(browser.text("#strip details[open] dl")).isNotBlank();
    browser.reach("range 1h");
    browser.press(Keys.ENTER);
    browser.await(
        "the hour is chosen", () -> browser.text("#ranges [aria-pressed=true]").contains("1 h"));
    browser.reach("csv");
    assertThat(browser.script("return document.activeElement.href").toString())
        .endsWith("/api/history.csv?range=1h");
    browser.reach("journal");
  }

  @Test
  void theKeyboardOverridesTheSystemsColours() throws Exception {
    open(Browser.WIDE, "light");
    browser.awaitText("#strip", "UP");
    Object light = background();
    browser.reach("theme");
    browser.press(Keys.ENTER);
    assertThat(browser.text("#theme")).contains("light");
    browser.press(Keys.SPACE);

    assertThat(browser.text("#theme")).contains("dark");
    assertThat(background()).isNotEqualTo(light);
    browser.press(Keys.ENTER);
    assertThat(browser.text("#theme")).contains("system");
    assertThat(background()).isEqualTo(light);
  }

  @Test
  void showsRehearsalsAsTheyRun(@TempDir Path reports) throws Exception {
    try (PlayedOutages earlier = new PlayedOutages(Instant.now().minusSeconds(3_000), reports)) {
      earlier.happen(1_200);
    }
    try (PlayedOutages lately = new PlayedOutages(Instant.now().minusSeconds(400), reports)) {
      lately.rehearse(1_200, 0.5);
    }
    platform.stopDashboard();
    platform.keepsReportsIn(reports).watch(0);
    PastHour.of(platform);
    Instant now = Instant.now();
    String lane = "breaker:tableinator/postgres";
    platform.ticker().history().fill(lane, now.minusSeconds(80), 0, now, 0);
    open(Browser.WIDE, "light");
    browser.awaitText("#strip", "UP");
    String id = platform.rehearse("postgres");
    browser.awaitText("#rehearsals", "now Baseline");
    platform.mark(id, "stopped");
    away(Instant.now());
    browser.awaitText("#rehearsals", "now Holding");
    browser.awaitText("#queues", "waiting since");

    assertThat(browser.text("#rehearsals"))
        .contains("postgres · stop", "RUNNING", "96,")
        .contains("FAIL", "recover: ", " s, and not at most 0.5 s")
        .contains("noticed", "PASS");
    assertThat(browser.script("return document.querySelector('#rehearsals a').href").toString())
        .endsWith("/rehearsals/" + id);
    settled("rehearsal-light", WHOLE);
  }

  @Test
  void showsForeignTextAsText() throws Exception {
    platform.tableinator.answers(
        200,
        """
        {"status":"DEGRADED","components":{"<img src=x onerror=alert(1)>":{"status":"<b>BAD</b>",
         "details":{"reason":"<script>document.title='taken'</script>"}}}}
        """);
    open(Browser.WIDE, "light");

    browser.awaitText("[data-area=tableinator]", "<script>");
    assertThat(browser.script("return document.querySelectorAll('#strip img, #strip b').length"))
        .isEqualTo(0L);
    assertThat(browser.script("return document.title").toString()).contains("Discogsography");
    assertThat(browser.complaints()).isEmpty();
  }

  private void open(int width, String colours) {
    browser.open(platform.page(), width, colours);
  }

  private static Object background() {
    return browser.script("return getComputedStyle(document.body).backgroundColor");
  }

  /** What has to hold of each state, and its picture. */
  private static void settled(String name, int height) throws Exception {
    browser.picture(name, Browser.WIDE, Math.min(height, browser.pageHeight()));
    // In this order: the rules' engine makes the console complain of itself.
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.scrollsSideways()).isFalse();
    assertThat(browser.violations()).isEmpty();
  }

  private void away(Instant since) {
    postgres.fails("Connection to 127.0.0.1:5432 refused");
    platform.tableinator.answers(200, Answers.waiting("tableinator", "postgres", since));
    platform.broker.serves(Answers::backlog);
    platform.ticker().outages().away("postgres", since, "it does not answer");
    History history = platform.ticker().history();
    history.fill("breaker:tableinator/postgres", since, 2, Instant.now(), 2);
  }
}

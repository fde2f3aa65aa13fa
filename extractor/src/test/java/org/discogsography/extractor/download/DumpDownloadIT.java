package org.discogsography.extractor.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.discogsography.extractor.download.DumpDownload.Trust;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.DumpSet;
import org.discogsography.extractor.progress.DownloadProgress;
import org.discogsography.extractor.schedule.FakeWaiting;
import org.discogsography.extractor.schedule.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a site on this machine that is asked by HTTP like the real one. */
@Timeout(60)
class DumpDownloadIT {
  private static final int DATE = 20260301;
  private static final String ARTISTS = "discogs_20260301_artists.xml.gz";
  private static final String RELEASES = "discogs_20260301_releases.xml.gz";
  private static final String CHECKSUM = "discogs_20260301_CHECKSUM.txt";

  @TempDir private Path dumps;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-05T10:00:00Z"));
  private final FakeWaiting waiting = new FakeWaiting(clock);
  private FakeDumpSite site;
  private DumpDownload download;

  @BeforeEach
  void open() throws IOException {
    site = new FakeDumpSite();
    download = download(Duration.ofSeconds(10));
  }

  private DumpDownload download(Duration stall) {
    DownloadSettings settings =
        new DownloadSettings(
            true, site.address(), Duration.ofDays(15), Duration.ofSeconds(2), stall);
    return new DumpDownload(settings, dumps, clock, waiting, new DownloadProgress());
  }

  private void becomeImpatient() {
    download.close();
    download = download(Duration.ofMillis(400));
  }

  @AfterEach
  void close() {
    download.close();
    site.close();
  }

  @Test
  void getsTheNewestDumpAndVerifiesIt() throws Exception {
    site.publish(20260201, "old");
    Map<String, byte[]> newest = site.publish(DATE, "new");

    run();

    assertThat(names()).containsExactlyInAnyOrderElementsOf(newest.keySet());
    for (String name : newest.keySet()) {
      assertThat(dumps.resolve(name)).hasBinaryContent(newest.get(name));
    }
    DumpSet found = new DumpDirectory(dumps).newest().orElseThrow();
    assertThat(found.missing()).isEmpty();
    assertThat(found.checksums()).isNotNull();
  }

  @Test
  void asksOneThingAtATimeWithAGapAndSaysWhoItIs() throws Exception {
    site.publish(DATE, "new");

    run();

    assertThat(site.requests()).hasSize(7).startsWith("index", "year", CHECKSUM);
    assertThat(site.mostAtOnce()).isEqualTo(1);
    assertThat(site.agents()).allMatch(agent -> agent.startsWith("discogsography-extractor"));
    assertThat(waiting.pauses()).hasSize(6).containsOnly(Duration.ofSeconds(2));
  }

  @Test
  void getsNothingTwice() throws Exception {
    site.publish(DATE, "new");
    run();
    site.forgetRequests();

    run();

    assertThat(site.requests()).containsExactly("index", "year", CHECKSUM);
  }

  @Test
  void takesThePreviousMonthWhileTheNewestIsNotComplete() throws Exception {
    site.publish(20260201, "old");
    site.publish(DATE, "new");
    site.remove(CHECKSUM);

    run();

    assertThat(new DumpDirectory(dumps).newest().orElseThrow().date()).isEqualTo(20260201);
  }

  @Test
  void takesThePreviousYearInJanuary() throws Exception {
    site.publish(20251201, "old");
    site.publish(20260101, "new");
    site.remove("discogs_20260101_CHECKSUM.txt");

    run();

    assertThat(new DumpDirectory(dumps).newest().orElseThrow().date()).isEqualTo(20251201);
  }

  @Test
  void doesNotGoBackToAnOlderDump() throws Exception {
    Files.writeString(dumps.resolve("discogs_20260401_artists.xml.gz"), "");
    site.publish(DATE, "new");

    run();

    assertThat(names()).containsExactly("discogs_20260401_artists.xml.gz");
  }

  @Test
  void getsADumpThatWasReplacedAndOfItOnlyWhatDiffers() throws Exception {
    Map<String, byte[]> first = site.publish(DATE, "new");
    run();
    Map<String, byte[]> second = site.publish(DATE, "replaced");
    byte[] same = first.get(ARTISTS);
    site.replace(ARTISTS, same);
    String checksums = new String(second.get(CHECKSUM), StandardCharsets.UTF_8);
    String old = new String(first.get(CHECKSUM), StandardCharsets.UTF_8);
    String list = old.lines().findFirst().orElseThrow() + checksums.replaceFirst("[^\n]*", "");
    site.replace(CHECKSUM, list.getBytes(StandardCharsets.UTF_8));
    site.forgetRequests();

    run();

    assertThat(site.requests()).contains(RELEASES).doesNotContain(ARTISTS);
    assertThat(dumps.resolve(RELEASES)).hasBinaryContent(second.get(RELEASES));
    assertThat(dumps.resolve(ARTISTS)).hasBinaryContent(same);
    assertThat(dumps.resolve(CHECKSUM)).hasContent(list);
  }

  @Test
  void showsNothingOfADumpOfWhichAFileIsWrongAndKeepsTheOthersForTheNextTry() throws Exception {
    Map<String, byte[]> dump = site.publish(DATE, "new");
    site.replace(RELEASES, "something else".getBytes(StandardCharsets.UTF_8));

    fails()
        .hasMessageStartingWith(RELEASES + " came with the SHA-256")
        .hasMessageContaining("and the CHECKSUM file says");
    assertThat(names()).containsExactly(".download");
    assertThat(dumps.resolve(".download").toFile().list())
        .containsExactlyInAnyOrder(
            ARTISTS, "discogs_20260301_labels.xml.gz", "discogs_20260301_masters.xml.gz");

    site.replace(RELEASES, dump.get(RELEASES));
    site.forgetRequests();
    run();
    assertThat(site.requests()).containsExactly("index", "year", CHECKSUM, RELEASES);
    assertThat(names()).containsExactlyInAnyOrderElementsOf(dump.keySet());
  }

  @Test
  void putsNoFileThatWasGivenUpInThePlaceOfAGoodOne() throws Exception {
    Map<String, byte[]> first = site.publish(DATE, "new");
    run();
    site.publish(DATE, "replaced");
    site.misbehave(RELEASES, (exchange, content) -> FakeDumpSite.send(exchange, 404, content));
    fails().hasMessageContaining("status 404");
    site.behave();
    first.forEach(site::replace);

    run();

    assertThat(dumps.resolve(ARTISTS)).hasBinaryContent(first.get(ARTISTS));
    assertThat(names()).containsExactlyInAnyOrderElementsOf(first.keySet());
  }

  @Test
  void getsADamagedFileAgainWhenNothingIsTrusted() throws Exception {
    Map<String, byte[]> dump = site.publish(DATE, "new");
    run();
    Files.writeString(dumps.resolve(ARTISTS), "damaged");
    site.forgetRequests();

    download.run(Trust.NOTHING);

    assertThat(site.requests()).containsExactly("index", "year", CHECKSUM, ARTISTS);
    assertThat(dumps.resolve(ARTISTS)).hasBinaryContent(dump.get(ARTISTS));
  }

  @Test
  void saysHowLongTheSiteWantsToBeLeftAlone() throws Exception {
    site.publish(DATE, "new");
    for (String value : List.of("3600", "Thu, 05 Mar 2026 11:00:00 GMT")) {
      site.misbehave(
          "year",
          (exchange, content) -> {
            exchange.getResponseHeaders().set("Retry-After", value);
            FakeDumpSite.send(exchange, 429, new byte[0]);
          });
      // The gaps before the requests count.
      SettableClock before = new SettableClock(clock.instant());

      fails()
          .hasMessageContaining("answers with status 429 and asks to wait for")
          .satisfies(failure -> {
            Duration passed = Duration.between(before.instant(), clock.instant());
            Duration expected = Duration.ofHours(1);
            assertThat(((DownloadException) failure).retryAfter())
                .isBetween(expected.minus(passed).minusSeconds(10), expected);
          });
    }
  }

  @Test
  void saysThatAFileIsMissingOnTheSite() {
    site.publish(DATE, "new");
    site.misbehave(RELEASES, (exchange, content) -> FakeDumpSite.send(exchange, 404, content));

    fails().hasMessageContaining(RELEASES).hasMessageContaining("status 404");
  }

  @Test
  void saysThatTheConnectionWasCut() {
    site.publish(DATE, "new");
    site.misbehave(
        RELEASES,
        (exchange, content) -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content, 0, content.length / 2);
          exchange.getResponseBody().flush();
          throw new IOException("cut");
        });

    fails().hasMessageContaining(RELEASES).hasMessageContaining("broke off");
    assertThat(names()).containsExactly(".download");
  }

  @Test
  void givesUpAnAnswerThatDrips() {
    becomeImpatient();
    site.publish(DATE, "new");
    site.misbehave(
        ARTISTS,
        (exchange, content) -> {
          exchange.sendResponseHeaders(200, content.length);
          for (byte each : content) {
            exchange.getResponseBody().write(each);
            exchange.getResponseBody().flush();
            pause();
          }
        });

    fails().hasMessageContaining(ARTISTS).hasMessageContaining("came too slowly");
  }

  @Test
  void givesUpASiteThatDoesNotAnswer() {
    becomeImpatient();
    site.misbehave(
        "index",
        (exchange, content) -> {
          for (int i = 0; i < 20; i++) {
            pause();
          }
        });

    fails().hasMessageContaining("does not answer");
  }

  @Test
  void doesNotReadAGiantIndex() {
    site.misbehave(
        "index",
        (exchange, content) -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] blanks = new byte[1 << 16];
          Arrays.fill(blanks, (byte) ' ');
          for (int i = 0; i < 10_000; i++) {
            exchange.getResponseBody().write(blanks);
          }
        });

    fails().hasMessageContaining("has more than 4,194,304 bytes");
  }

  @Test
  void takesNoNamesFromThePages() {
    site.misbehave(
        "year",
        (exchange, content) -> {
          StringBuilder page = new StringBuilder();
          for (String part : List.of("artists", "labels", "masters", "releases", "CHECKSUM")) {
            page.append(
                "<a href=\"?download=data%%2F2026%%2F..%%2F..%%2Fdiscogs_20260301_%s.xml.gz\">"
                    .formatted(part));
          }
          FakeDumpSite.send(exchange, 200, page.toString().getBytes(StandardCharsets.UTF_8));
        });
    site.publish(DATE, "new");

    fails().hasMessageContaining("lists no complete dump");
    assertThat(names()).isEmpty();
  }

  @Test
  void refusesAListOfChecksumsThatIsSomethingElse() {
    site.publish(DATE, "new");
    site.replace(CHECKSUM, "<html>sorry</html>".getBytes(StandardCharsets.UTF_8));

    fails().hasMessage(CHECKSUM + " has a line that is not a SHA-256 and a file name.");
  }

  @Test
  void followsNoRedirectToAnotherHost() {
    site.misbehave(
        "index",
        (exchange, content) -> {
          exchange.getResponseHeaders().set("Location", "http://127.0.0.2:1/");
          FakeDumpSite.send(exchange, 302, new byte[0]);
        });

    fails().hasMessageContaining("redirects to another site");
  }

  @Test
  void followsARedirectWithinTheSite() throws Exception {
    site.publish(DATE, "new");
    site.misbehave(
        CHECKSUM,
        (exchange, content) -> {
          site.behave();
          exchange.getResponseHeaders().set("Location", exchange.getRequestURI().toString());
          FakeDumpSite.send(exchange, 302, new byte[0]);
        });

    run();

    assertThat(names()).contains(CHECKSUM);
  }

  private void run() throws Exception {
    download.run(Trust.LISTED);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> fails() {
    ThrowingCallable call = this::run;
    return assertThatThrownBy(call).isInstanceOf(DownloadException.class);
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(dumps)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

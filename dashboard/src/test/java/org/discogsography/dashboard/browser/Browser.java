package org.discogsography.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The system's Chromium with a profile of its own, without a window. One thread. */
final class Browser implements AutoCloseable {
  static final int WIDE = 1_280;
  static final int NARROW = 360;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Path TARGET = Path.of("target", "screenshots");

  /** Where the pictures of the documentation are: made anew when -Dscreenshots=docs is given. */
  private static final Path DOCS = Path.of("..", "docs", "images");

  private final Path profile;
  private final ChromeDriver driver;

  private Browser(Path profile, ChromeDriver driver) {
    this.profile = profile;
    this.driver = driver;
  }

  static Browser start() throws IOException {
    Path profile = Files.createTempDirectory("chromium");
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--lang=en",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(profile, new ChromeDriver(service, options));
  }

  /** A fresh page, as wide as asked and with the system's colours as asked. */
  void open(Object address, int width, String colours) {
    turn(width, colours);
    driver.get(address.toString());
  }

  /** The same page, as wide and in the colours that are asked. */
  void turn(int width, String colours) {
    size(width, 900);
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
  }

  /** So that a page does not look for a dashboard that has gone. */
  void leave() {
    driver.get("about:blank");
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Of everything that matches, as it is seen. */
  String text(String selector) {
    return String.valueOf(
        driver.executeScript(
            "return [...document.querySelectorAll(arguments[0])]"
                + ".map(e => e.checkVisibility() ? e.innerText : '').join('\\n')",
            selector));
  }

  Object script(String code, Object... arguments) {
    return driver.executeScript(code, arguments);
  }

  void awaitText(String selector, String part) {
    await(selector + " shows " + part, () -> text(selector).contains(part));
  }

  void await(String what, BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(what + "; the page: " + text("body")).isBefore(deadline);
      pause();
    }
  }

  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Goes on with the Tab key until the focus is there; "details" is the first of those. */
  void reach(String what) {
    for (int i = 0; i < 60; i++) {
      press(Keys.TAB);
      boolean details = what.equals("details") && focused().startsWith("summary ");
      if (details || focused().equals(what)) {
        return;
      }
    }
    throw new AssertionError(what + " is not reached with the Tab key");
  }

  /** What the focus is on: its id, else its tag and text. */
  String focused() {
    return String.valueOf(
        driver.executeScript(
            "const e = document.activeElement;"
                + " return e.id || (e.dataset.range ? 'range ' + e.dataset.range"
                + " : e.tagName.toLowerCase() + ' ' + e.textContent.trim())"));
  }

  boolean scrollsSideways() {
    return Boolean.TRUE.equals(
        driver.executeScript(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
  }

  /** Violations of the accessibility rules, with what they are of. */
  List<?> violations() throws IOException {
    driver.executeScript(axe());
    Object found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})
              .then(r => done(r.violations.map(v => v.id + ': ' + v.help + ' at '
                + v.nodes.map(n => n.html.slice(0, 200) + ' ' + n.failureSummary).slice(0, 3)
                  .join(' | '))))
              .catch(e => done(['axe failed: ' + e]));
            """);
    return (List<?>) found;
  }

  /** What the console complains of, but for answers that a test has asked for. */
  List<String> complaints(String... expected) {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .filter(message -> Stream.of(expected).noneMatch(message::contains))
        .toList();
  }

  /** The whole page as a picture, from the top. */
  void picture(String name, int width, int height) throws IOException {
    size(width, height);
    pause();
    pause();
    byte[] png = driver.getScreenshotAs(OutputType.BYTES);
    Files.createDirectories(TARGET);
    Files.write(TARGET.resolve(name + ".png"), png);
    Path shown = DOCS.resolve(name + ".png");
    if ("docs".equals(System.getProperty("screenshots")) && Files.exists(shown)) {
      Files.write(shown, png);
    }
  }

  int pageHeight() {
    return ((Number) driver.executeScript("return document.documentElement.scrollHeight"))
        .intValue();
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String axe() throws IOException {
    Properties properties = new Properties();
    try (InputStream pom =
        Browser.class.getResourceAsStream(
            "/META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
      properties.load(pom);
    }
    String path =
        "/META-INF/resources/webjars/axe-core/%s/axe.min.js"
            .formatted(properties.getProperty("version"));
    try (InputStream script = Browser.class.getResourceAsStream(path)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

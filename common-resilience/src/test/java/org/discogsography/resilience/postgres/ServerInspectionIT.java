package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.discogsography.resilience.postgres.ServerSettings.Checked;
import org.discogsography.resilience.resource.ConnectionTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ServerInspectionIT {
  private final TestDatabase database = new TestDatabase();
  private final ServerInspection inspection =
      new ServerInspection(database.settings(), Duration.ofSeconds(1), Duration.ofSeconds(2));

  @BeforeEach
  void prepare() throws SQLException {
    database.execute(
        "drop table if exists item",
        "drop sequence if exists counter",
        "create table item (id int primary key)",
        "insert into item values (1)",
        "create sequence counter",
        "create extension if not exists dblink",
        "create or replace function innocent() returns int language plpgsql stable as"
            + " $$ begin execute 'insert into item values (2)'; return 1; end $$",
        "create or replace function careless() returns int language plpgsql as"
            + " $$ begin insert into item values (3); return 1; end $$");
  }

  @Test
  void withoutAQueryItSaysWhetherTheServerAnswers() throws Exception {
    ConnectionTest test = inspection.test(null);

    assertThat(test.healthy()).isTrue();
    assertThat(test.detail()).isEqualTo("healthy");
    assertThat(test.rows()).isEmpty();
  }

  @Test
  void aQueryAnswersItsRows() throws Exception {
    assertThat(inspection.test("select id, 'a;b' as text, null as nothing from item;").rows())
        .containsExactly(Map.of("id", 1, "text", "a;b", "nothing", "null"));
    assertThat(inspection.test("with x as (values (1), (2)) select count(*) from x").rows())
        .containsExactly(Map.of("count", 2L));
  }

  @Test
  void hasAHundredRowsAtMost() throws Exception {
    assertThat(inspection.test("select generate_series(1, 1000000000)").rows()).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into item values (9) returning id",
        "with w as (insert into item values (9) returning id) select * from w",
        "commit; insert into item values (9)",
        "select 1; commit; insert into item values (9)",
        "select 1; insert into item values (9)",
        "select $$;$$; commit; insert into item values (9)",
        "select E'\\'; commit; insert into item values (9); --'; commit; insert into item values"
            + " (9)",
        "set transaction read write",
        "select set_config('transaction_read_only', 'off', true), careless()",
        "select \"set_config\"('transaction_read_only', 'off', false)",
        "select '\"' as a, set_config('transaction_read_only', 'off', true), '\"' as b",
        "select U&\"set\\005fconfig\"('transaction_read_only', 'off', true)",
        "select pg_catalog.set_config('role', 'none', true)",
        "select query_to_xml('select set_config(''a.b'', ''c'', true)', true, true, '')",
        "select careless()",
        "select innocent()",
        "select nextval('counter')",
        "select setval('counter', 99)",
        "select * from item for update",
        "select 1 as x into other",
        "copy (select 1) to program 'touch /tmp/owned'",
        "copy item from program 'echo 9'",
        "do $$ begin commit; insert into item values (9); end $$",
        "call careless()",
        "begin",
        "rollback",
        "select pg_read_file('/etc/passwd')",
        "select pg_terminate_backend(pg_backend_pid())",
        "select pg_advisory_lock(1)",
        "select lo_import('/etc/passwd')",
        "select pg_notify('a', 'b')",
        "select * from dblink_exec('dbname=discogsography', 'insert into item values (9)')",
        "select public.\"dblink\"('', 'insert into item values (9)')",
        "select pg_reload_conf()",
        "explain analyze insert into item values (9)",
        "vacuum",
        "listen a",
        "1; drop table item",
        "select (1",
        "select /* 1",
        ""
      })
  void nothingElseIsDone(String query) throws Exception {
    ConnectionTest test = inspection.test(query);

    assertThat(test.healthy()).isFalse();
    assertThat(test.rows()).isEmpty();
    assertThat(database.text("select string_agg(id::text, ',') from item")).isEqualTo("1");
    assertThat(database.text("select last_value from counter")).isEqualTo("1");
    assertThat(database.text("select to_regclass('other') is null")).isEqualTo("t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select pg_sleep(60)",
        "select count(*) from generate_series(1, 100000000000)",
        "select pg_sleep(0.4) from generate_series(1, 10)"
      })
  void endsWithinItsTime(String query) throws Exception {
    long began = System.nanoTime();
    ConnectionTest test = inspection.test(query);

    assertThat(test.healthy()).isFalse();
    assertThat(test.detail()).startsWith("57014");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void theUsualTimeIsFiveSeconds() throws Exception {
    long began = System.nanoTime();
    ConnectionTest test = new ServerInspection(database.settings()).test("select pg_sleep(60)");

    assertThat(test.healthy()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
  }

  @Test
  void anAnswerHasABoundedLength() throws Exception {
    assertThat(inspection.test("select repeat('x', 100000000)").healthy()).isFalse();
    assertThat(inspection.test("select repeat('x', 100000) from generate_series(1, 90)").healthy())
        .isFalse();
    assertThat(inspection.test("select repeat('x', 1000) from generate_series(1, 90)").healthy())
        .isTrue();
  }

  @Test
  void leavesNoSessionBehind() throws Exception {
    inspection.test("select 1");
    inspection.test("select pg_sleep(60)");

    assertThat(sessions()).isEqualTo("0");
  }

  @Test
  void twoMayLookAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<ConnectionTest>> tests =
          threads.invokeAll(
              List.of(
                  () -> inspection.test("select pg_sleep(0.7)"),
                  () -> inspection.test("select pg_sleep(0.7)"),
                  () -> inspection.test("select pg_sleep(0.7)")));
      int busy = 0;
      for (Future<ConnectionTest> test : tests) {
        busy += test.get(20, TimeUnit.SECONDS).detail().startsWith("busy") ? 1 : 0;
      }
      assertThat(busy).isEqualTo(1);
    }
    assertThat(inspection.test(null).healthy()).isTrue();
  }

  @Test
  void aServerThatIsNotThereIsAnAnswer() throws Exception {
    ConnectionTest test =
        new ServerInspection(
                database.settings().withAddress("127.0.0.1", 9, PostgresSettings.Route.SERVER))
            .test(null);

    assertThat(test.healthy()).isFalse();
    assertThat(test.detail()).startsWith("08001");
  }

  @Test
  void settingsAreComparedInTheirUnits() throws Exception {
    List<Checked> settings = inspection.settings();

    assertThat(settings)
        .hasSize(12)
        .contains(
            new Checked("max_connections", "40 or more", "100", true),
            new Checked("work_mem", "4MB or more", "4MB", true),
            new Checked("shared_buffers", "256MB or more", "128MB", false),
            new Checked("effective_cache_size", "768MB or more", "4096MB", true),
            new Checked("statement_timeout", "1 to 30000 ms", "0 ms", false),
            new Checked("log_lock_waits", "on", "off", false));
    assertThat(settings).noneMatch(checked -> checked.actual().equals("unknown"));
  }

  @Test
  void aTableThatIsReadFromEndToEndGetsASuggestion() throws Exception {
    database.execute(
        "drop table if exists big",
        "create table big as select g as id, g % 7 as kind from generate_series(1, 20000) g",
        "analyze big");
    String[] scans = new String[60];
    java.util.Arrays.fill(scans, "select count(*) from big where kind = 3");
    database.execute(scans);

    assertThat(inspection.indexSuggestions())
        .anySatisfy(suggestion -> {
          assertThat(suggestion.table()).isEqualTo("public.big");
          assertThat(suggestion.scans()).isGreaterThanOrEqualTo(60);
          assertThat(suggestion.rowsEach()).isEqualTo(20_000);
        });
    database.execute("drop table big");
  }

  @Test
  void slowStatementsAreThereOnlyWithTheExtension() throws Exception {
    boolean installed =
        database
            .text("select count(*) from pg_extension where extname = 'pg_stat_statements'")
            .equals("1");

    assertThat(inspection.slowStatements().isPresent()).isEqualTo(installed);
  }

  private String sessions() throws SQLException {
    String count = "select count(*) from pg_stat_activity where application_name like '%look'";
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    String left = database.text(count);
    while (!left.equals("0") && System.nanoTime() < deadline) {
      left = database.text(count);
    }
    return left;
  }
}

package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "begin",
        " BEGIN; select 1",
        "/* why */ start  transaction read only",
        "-- why\nbegin",
        "select 1; begin"
      })
  void seesThatATransactionBegins(String sql) {
    assertThat(SqlText.of(sql).begins()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set statement_timeout = 0",
        "SET LOCAL lock_timeout TO 0",
        "select set_config('statement' || '_timeout', '0', false)",
        "select '/*', set_config('a', 'b', true), '*/'",
        "reset all",
        "discard all",
        "do $$ begin perform 1; end $$",
        "call something()",
        "update pg_settings set setting = 0 where name = 'x'"
      })
  void seesThatLimitsMayChange(String sql) {
    assertThat(SqlText.of(sql).limits()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set search_path to other",
        "set role somebody",
        "/* x */ set session characteristics as transaction read only",
        "select 1; set work_mem = '1GB'",
        "create temp table t (id int)",
        "create temporary view v as select 1",
        "create table pg_temp.t (id int)",
        "prepare p as select 1",
        "listen news",
        "select pg_advisory_lock(1)",
        "select set_config('search_path', 'x', false)",
        "declare c cursor with hold for select 1"
      })
  void seesThatASessionMayChange(String sql) {
    assertThat(SqlText.of(sql).session()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "update t set name = 'set role' where id = 1",
        "insert into t values (1) on conflict (id) do update set a = 1",
        "set local work_mem = '1GB'",
        "set transaction read only",
        "select temperature, beginning from weather",
        "with x as (select 1) select * from x"
      })
  void leavesOrdinaryStatementsAlone(String sql) {
    assertThat(SqlText.of(sql)).isEqualTo(SqlText.HARMLESS);
  }

  @Test
  void aLongTextDoesNotTakeLong() {
    String spaces = " ".repeat(200_000) + "/* */ ".repeat(1_000) + "select 1";

    assertThat(SqlText.of(spaces)).isEqualTo(SqlText.HARMLESS);
  }

  @Test
  void showsNoValues() {
    assertThat(
            SqlText.withoutValues(
                "select *\n from t1 where a = 'it''s me' and b = $x$secret$x$ and c = 12.5 and d = $1"))
        .isEqualTo("select * from t1 where a = ? and b = ? and c = ? and d = $1");
    assertThat(SqlText.withoutValues("select '" + "x''".repeat(5_000) + "'")).isEqualTo("select ?");
    assertThat(SqlText.withoutValues("select " + "abc, ".repeat(500))).hasSize(503);
  }
}

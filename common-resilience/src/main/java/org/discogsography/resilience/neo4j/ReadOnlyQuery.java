package org.discogsography.resilience.neo4j;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.summary.Plan;
import org.neo4j.driver.summary.QueryType;
import org.neo4j.driver.summary.ResultSummary;

/**
 * A query of somebody's own, on a connection of its own. The server plans it first: what is not
 * plain reading, or reaches out of the graph (a procedure, a file, another transaction), is refused
 * before it runs. Then it runs in a read transaction with a timeout, which is rolled back.
 */
final class ReadOnlyQuery {
  private static final int MOST_ROWS = 100;
  private static final int LONGEST_VALUE = 2_000;
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final List<String> REFUSED = List.of("procedurecall", "loadcsv", "terminate");
  private static final SessionConfig READING =
      SessionConfig.builder().withDefaultAccessMode(AccessMode.READ).withFetchSize(10).build();

  private final Neo4jSettings settings;

  ReadOnlyQuery(Neo4jSettings settings) {
    this.settings = settings;
  }

  /**
   * The first rows, at most 100, with long values cut.
   *
   * @throws StoreException if the query was refused or failed, or took more than 5 seconds
   */
  List<Map<String, Object>> run(String cypher) throws InterruptedException {
    try (Driver driver = Drivers.forProbes(settings)) {
      return BoundedCall.run("neo4j-test-query", LIMIT, () -> run(driver, cypher));
    }
  }

  private static List<Map<String, Object>> run(Driver driver, String cypher) {
    TransactionConfig limited = TransactionConfig.builder().withTimeout(LIMIT).build();
    try (Session session = driver.session(READING);
        Transaction transaction = session.beginTransaction(limited)) {
      requireReading(transaction.run("EXPLAIN " + cypher).consume());
      return rows(transaction.run(cypher));
    }
  }

  private static void requireReading(ResultSummary explained) {
    if (explained.queryType() != QueryType.READ_ONLY
        || explained.queryPlan().map(ReadOnlyQuery::reachesOut).orElse(true)) {
      throw new StoreException(
          Neo4jClassifier.STORE,
          FailureKind.DATA,
          "NotReadOnly",
          "a test query only reads the graph: no writing, procedures, files or administration",
          new IllegalArgumentException(String.valueOf(explained.queryType())));
    }
  }

  private static boolean reachesOut(Plan plan) {
    String operator = plan.operatorType().toLowerCase(Locale.ROOT);
    return REFUSED.stream().anyMatch(operator::contains)
        || plan.children().stream().anyMatch(ReadOnlyQuery::reachesOut);
  }

  private static List<Map<String, Object>> rows(Result result) {
    List<Map<String, Object>> rows = new ArrayList<>();
    while (rows.size() < MOST_ROWS && result.hasNext()) {
      rows.add(row(result.next()));
    }
    return rows;
  }

  private static Map<String, Object> row(Record record) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (String key : record.keys()) {
      Object value = record.get(key).asObject();
      row.put(key, value instanceof Number || value instanceof Boolean ? value : text(value));
    }
    return row;
  }

  private static String text(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
  }
}

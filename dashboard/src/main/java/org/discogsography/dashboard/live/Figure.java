package org.discogsography.dashboard.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.discogsography.dashboard.history.Column;
import org.discogsography.dashboard.history.Merge;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;

/** The figures that are kept over time; each is of a queue, a service or a connection. */
public enum Figure {
  /** Messages that wait or are in hand. */
  DEPTH(Merge.HIGHEST),
  READY(Merge.HIGHEST),
  /** Messages that arrive, each second. */
  IN(Merge.MEAN),
  /** Messages that are done, each second. */
  ACK(Merge.MEAN),
  DEAD(Merge.HIGHEST),
  /** 0 closed, 1 half-open, 2 open. */
  BREAKER(Merge.HIGHEST),
  /** Milliseconds of a batch: the median, of the slowest queue of a worker. */
  P50(Merge.MEAN),
  P95(Merge.HIGHEST),
  /** Percent of the pool in use. */
  POOL(Merge.HIGHEST),
  /** Milliseconds of the dashboard's own small read. */
  PING(Merge.MEAN);

  private static final List<String> CONNECTIONS =
      List.of(
          "extractor/rabbitmq",
          "graphinator/rabbitmq",
          "graphinator/neo4j",
          "tableinator/rabbitmq",
          "tableinator/postgres");

  private final Merge merge;

  Figure(Merge merge) {
    this.merge = merge;
  }

  /** The name of its column. */
  public String of(String what) {
    return name().toLowerCase(Locale.ROOT) + ":" + what;
  }

  /** All columns: fixed, so that history is bounded. */
  public static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (SinkName sink : SinkName.values()) {
      for (EntityType type : EntityType.values()) {
        String queue = PlatformTopology.queue(sink, type);
        List.of(DEPTH, READY, IN, ACK, DEAD).forEach(each -> columns.add(each.column(queue)));
      }
      List.of(P50, P95).forEach(each -> columns.add(each.column(sink.text())));
    }
    CONNECTIONS.forEach(name -> columns.add(BREAKER.column(name)));
    columns.add(POOL.column("tableinator/postgres"));
    List.of("postgres", "neo4j").forEach(store -> columns.add(PING.column(store)));
    return columns;
  }

  private Column column(String what) {
    return new Column(of(what), merge);
  }
}

package org.discogsography.localstack.ingest;

/** The four kinds of records, as the stores name them. */
public enum Kind {
  ARTISTS("artists", "Artist"),
  LABELS("labels", "Label"),
  MASTERS("masters", "Master"),
  RELEASES("releases", "Release");

  private final String table;
  private final String label;

  Kind(String table, String label) {
    this.table = table;
    this.label = label;
  }

  /** The table in PostgreSQL, and the name in messages and dumps. */
  public String table() {
    return table;
  }

  /** The label of its nodes in Neo4j. */
  public String label() {
    return label;
  }
}

package org.discogsography.examples.notes;

import org.discogsography.resilience.postgres.Answer;
import org.discogsography.resilience.postgres.PostgresDatabase;
import org.discogsography.resilience.postgres.RowMapper;

/** The table of notes. Thread-safe. */
final class Notes {
  private static final String TABLE =
      "create table if not exists notes (id bigint generated always as identity primary key, text text not null)";
  private static final RowMapper<Note> NOTE =
      row -> new Note(row.getLong("id"), row.getString("text"));

  private final PostgresDatabase database;
  private volatile boolean ready;

  Notes(PostgresDatabase database) {
    this.database = database;
  }

  /** One note. */
  record Note(long id, String text) {}

  Note add(String text) throws InterruptedException {
    createOnce();
    return database.call(
        "add",
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  "insert into notes (text) values (?) returning id, text")) {
            insert.setString(1, text);
            try (var row = insert.executeQuery()) {
              row.next();
              return NOTE.map(row);
            }
          }
        });
  }

  /** The newest first; from the cache when the database is away. */
  Answer<Note> newest() throws InterruptedException {
    createOnce();
    return database.answer("select id, text from notes order by id desc limit 100", NOTE);
  }

  /** At the first use, because the database may be away when the service starts. */
  private void createOnce() throws InterruptedException {
    if (!ready) {
      long ignored = database.idempotent().update(TABLE);
      ready = true;
    }
  }
}

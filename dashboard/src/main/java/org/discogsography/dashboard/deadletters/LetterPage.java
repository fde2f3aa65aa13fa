package org.discogsography.dashboard.deadletters;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.discogsography.messages.deadletter.Letter;

/**
 * What is shown of the letters that a look finds: all are counted by queue and reason, some of them
 * follow one by one, by queue and id. The broker's own order would not do: it changes when letters
 * go back. Not thread-safe.
 */
final class LetterPage implements Consumer<Letter> {
  /** Ids are numbers without leading zeros, where they are what they should be. */
  private static final Comparator<Letter.Key> ORDER =
      Comparator.comparing(Letter.Key::queue)
          .thenComparingInt(key -> key.id().length())
          .thenComparing(Letter.Key::id)
          .thenComparing(Letter.Key::dump)
          .thenComparing(Letter.Key::run)
          .thenComparing(Letter.Key::hash)
          .thenComparing(Letter.Key::content);

  private final Query query;
  private final Map<Kind, Long> counts = new TreeMap<>();
  private final NavigableMap<Letter.Key, Map<String, Object>> first = new TreeMap<>(ORDER);

  LetterPage(Query query) {
    this.query = query;
  }

  /** What letters are counted by. */
  private record Kind(String queue, String reason) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      int order = queue.compareTo(other.queue);
      return order == 0 ? reason.compareTo(other.reason) : order;
    }
  }

  @Override
  public void accept(Letter letter) {
    counts.merge(new Kind(letter.queue(), letter.reason()), 1L, Long::sum);
    first.put(letter.key(), shown(letter));
    if (first.size() > query.from() + query.most()) {
      first.pollLastEntry();
    }
  }

  List<Map<String, Object>> counts() {
    List<Map<String, Object>> rows = new ArrayList<>();
    counts.forEach((kind, count) -> {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("queue", kind.queue());
      row.put("reason", kind.reason());
      row.put("letters", count);
      rows.add(row);
    });
    return rows;
  }

  List<Map<String, Object>> letters() {
    return first.values().stream().skip(query.from()).toList();
  }

  /** Everything of one letter. */
  static Map<String, Object> whole(Letter letter) {
    Map<String, Object> body = shown(letter);
    body.put("body", new String(letter.delivery().body(), StandardCharsets.UTF_8));
    return body;
  }

  private static Map<String, Object> shown(Letter letter) {
    Letter.Key key = letter.key();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("queue", key.queue());
    body.put("id", key.id());
    body.put("dump", key.dump());
    body.put("run", key.run());
    body.put("sha256", key.hash());
    body.put("reason", letter.reason());
    body.put("code", letter.header("x-error-code"));
    body.put("message", letter.header("x-error-message"));
    body.put("attempts", letter.header("x-error-attempts"));
    body.put("first_at", letter.header("x-error-first-at"));
    body.put("last_at", letter.header("x-error-last-at"));
    return body;
  }
}

package org.discogsography.dashboard.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.deadletter.Letter;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.junit.jupiter.api.Test;

class LetterPageTest {
  @Test
  void pagesAreTheSameInWhicheverOrderLettersAreFound() {
    assertThat(page(2, 3, 12, 9, 10, 1, 2, 7)).containsExactly("7", "9", "10");
    assertThat(page(2, 3, 1, 2, 7, 9, 10, 12)).containsExactly("7", "9", "10");
    assertThat(page(5, 3, 12, 9, 10, 1, 2, 7)).containsExactly("12");
    assertThat(page(6, 3, 12, 9, 10, 1, 2, 7)).isEmpty();
  }

  private static List<Object> page(int from, int most, long... ids) {
    Map<String, List<String>> parameters =
        Map.of("from", List.of(String.valueOf(from)), "most", List.of(String.valueOf(most)));
    LetterPage page =
        new LetterPage(Query.of(parameters, Query.OF_LIST, EnumSet.allOf(SinkName.class)));
    LongStream.of(ids).mapToObj(LetterPageTest::letter).forEach(page);
    return page.letters().stream().map(letter -> letter.get("id")).toList();
  }

  private static Letter letter(long id) {
    MessageProperties properties =
        new MessageProperties("hash", "record", "", Instant.EPOCH, Map.of("id", id));
    return new Letter(new Delivery(id, false, "", "q.dlq", properties, new byte[0]));
  }
}

package org.discogsography.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void nothingSteersATerminal() {
    assertThat(Printable.of("a\u001b[2Jb\u009b1mc\r\nd\u0007e\u007f"))
        .isEqualTo("a?[2Jb?1mc??d?e?");
  }

  @Test
  void whatPeopleWriteStaysAsItIs() {
    assertThat(Printable.of("Bj\u00f6rk \u2014 \u65e5\u672c"))
        .isEqualTo("Bj\u00f6rk \u2014 \u65e5\u672c");
  }
}

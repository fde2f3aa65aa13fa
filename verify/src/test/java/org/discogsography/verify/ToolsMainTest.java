package org.discogsography.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.discogsography.resilience.config.Environment;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ToolsMainTest {
  private final StringWriter said = new StringWriter();

  @Test
  void aFaultOfTheToolItselfIsNotTakenForADifference() {
    CommandLine verify =
        ToolsMain.commands(Environment.of(Map.of())).getSubcommands().get("verify");
    verify.setErr(new PrintWriter(said, true));

    int status = ToolsMain.report(new IllegalStateException("an\u001b[1m oversight"), verify);

    assertThat(status).isEqualTo(4);
    assertThat(said.toString())
        .startsWith("verify ended without a result, by a fault of its own")
        .contains("IllegalStateException: an?[1m oversight")
        .hasLineCount(1);
  }
}

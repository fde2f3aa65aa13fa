package org.discogsography.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  @Test
  void whatItsLibrariesLogIsNotSaid() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    ProcessBuilder builder =
        new ProcessBuilder(java, "-cp", classes, ToolsMain.class.getName(), "dlq", "list");
    // Nobody listens there.
    builder.environment().put("AMQP_CONNECTION", "amqp://127.0.0.1:1");
    Process tool = builder.redirectErrorStream(true).start();

    String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(tool.waitFor()).isEqualTo(3);
    assertThat(output).startsWith("RabbitMQ at amqp://127.0.0.1:1 cannot be used").hasLineCount(1);
  }
}

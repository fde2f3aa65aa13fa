package org.discogsography.localstack.commands;

import java.util.List;
import java.util.concurrent.Callable;
import org.discogsography.localstack.Component;
import org.discogsography.localstack.LocalServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What runs, where, and how it is. */
@Command(name = "status", description = "Shows every server and service.")
final class Status implements Callable<Integer> {
  @Option(names = "--json", description = "For programs.")
  private boolean json;

  /** One server or service; pid is null while it does not run. */
  record Line(String name, String kind, @Nullable Long pid, String address, String health) {
    static Line of(Component component) {
      return new Line(
          component.name(),
          component instanceof LocalServer ? "server" : "service",
          component.running() ? component.pid() : null,
          component.location(),
          component.health());
    }

    List<String> cells() {
      return List.of(name, pid == null ? "-" : pid.toString(), address, health);
    }
  }

  @Override
  public Integer call() {
    List<Line> lines = LocalStackMain.stack().components().parallelStream().map(Line::of).toList();
    if (json) {
      JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      System.out.println(mapper.writeValueAsString(lines));
    } else {
      Table table = new Table(List.of("NAME", "PID", "ADDRESS", "HEALTH"));
      lines.forEach(line -> table.add(line.cells()));
      table.print(System.out);
    }
    return 0;
  }
}

package org.discogsography.localstack.commands;

import java.util.List;
import java.util.concurrent.Callable;
import org.discogsography.localstack.Component;
import org.discogsography.localstack.stack.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** start, stop, pause, continue and kill. */
@Command
final class Act implements Callable<Integer> {
  private final Action action;

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "postgres, neo4j, rabbitmq, extractor, graphinator, tableinator, dashboard")
  private List<String> names = List.of();

  Act(Action action) {
    this.action = action;
  }

  @Override
  public Integer call() {
    Stack stack = LocalStackMain.stack();
    List<Component> components = names.stream().map(stack::component).toList();
    stack.exclusively(() -> components.forEach(this::act));
    return 0;
  }

  private void act(Component component) {
    action.on(component);
    String where = action == Action.START ? " at " + component.location() : "";
    System.out.println(component.name() + " " + action.done() + where);
  }
}

package org.discogsography.localstack.commands;

import java.util.List;
import java.util.concurrent.Callable;
import org.discogsography.localstack.Component;
import org.discogsography.localstack.stack.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends everything; the services first, so that their last batches find their stores. */
@Command(name = "down", description = "Stops services and servers; the data stays.")
final class Down implements Callable<Integer> {
  @Option(names = "--clean", description = "Deletes the data too.")
  private boolean clean;

  @Override
  public Integer call() {
    Stack stack = LocalStackMain.stack();
    stack.exclusively(() -> {
      stop(stack.services());
      stop(stack.servers());
      if (clean) {
        stack.clean();
        System.out.println("All data deleted.");
      }
    });
    return 0;
  }

  private static void stop(List<? extends Component> components) {
    Together.each(
        components,
        component -> {
          boolean ran = component.running();
          component.stop();
          if (ran) {
            System.out.println(component.name() + " stopped");
          }
        });
  }
}

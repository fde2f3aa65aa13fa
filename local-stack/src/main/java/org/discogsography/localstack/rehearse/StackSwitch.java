package org.discogsography.localstack.rehearse;

import org.discogsography.localstack.Component;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.stack.Stack;

/** A server of the stack of scripts/up. */
final class StackSwitch extends ServerSwitch {
  private final Stack stack;
  private final Component server;

  StackSwitch(Stack stack, String name) {
    this.stack = stack;
    this.server = stack.component(name);
  }

  @Override
  void requireRunning() {
    if (!server.running() || server.paused()) {
      throw new LocalStackException(
          "%s is %s: scripts/start %s first."
              .formatted(
                  server.name(), server.running() ? "paused" : "not running", server.name()));
    }
  }

  @Override
  void take(How how) {
    stack.exclusively(() -> {
      switch (how) {
        case STOP -> server.stop();
        case KILL -> server.kill();
        case PAUSE -> server.pause();
      }
    });
  }

  @Override
  void give(How how) {
    stack.exclusively(server::start);
  }

  /** Whoever starts it has waited. */
  @Override
  void awaitAnswer() {}
}

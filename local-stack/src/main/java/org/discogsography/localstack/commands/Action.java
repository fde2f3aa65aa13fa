package org.discogsography.localstack.commands;

import java.util.Locale;
import org.discogsography.localstack.Component;

/** What can be done to one server or service. */
enum Action {
  START("started"),
  STOP("stopped"),
  PAUSE("paused"),
  CONTINUE("continued"),
  KILL("killed");

  private final String done;

  Action(String done) {
    this.done = done;
  }

  String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  String done() {
    return done;
  }

  void on(Component component) {
    switch (this) {
      case START -> component.start();
      case STOP -> component.stop();
      case PAUSE -> component.pause();
      case CONTINUE -> component.resume();
      case KILL -> component.kill();
    }
  }
}

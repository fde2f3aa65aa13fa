package org.discogsography.localstack.rehearse;

import java.util.List;

/** A server of which nothing exists but the list of what was done to it. */
final class RecordedSwitch extends ServerSwitch {
  private final List<String> done;

  RecordedSwitch(List<String> done) {
    this.done = done;
  }

  @Override
  void requireRunning() {}

  @Override
  void take(How how) {
    done.add("take");
  }

  @Override
  void give(How how) {
    done.add("give");
  }

  @Override
  void awaitAnswer() {
    done.add("answers");
  }
}

package org.discogsography.tableinator;

import org.discogsography.resilience.service.ServiceRunner;

/** The program. */
public final class TableinatorMain {
  private TableinatorMain() {}

  public static void main(String[] arguments) {
    ServiceRunner.run("tableinator", TableinatorService::start);
  }
}

package org.discogsography.localstack.commands;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.discogsography.localstack.PostgresServer;
import picocli.CommandLine.Command;

/** For scripts/psql: what the system's PostgreSQL clients read from their environment. */
@Command(name = "connection-variables", hidden = true)
final class ConnectionVariables implements Callable<Integer> {
  @Override
  public Integer call() {
    PostgresServer postgres = LocalStackMain.stack().postgres();
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PGHOST", "127.0.0.1");
    variables.put("PGPORT", Integer.toString(postgres.port()));
    variables.put("PGDATABASE", postgres.database());
    variables.put("PGUSER", postgres.username());
    variables.put("PGPASSWORD", postgres.password());
    variables.forEach((name, value) -> System.out.println("export " + name + "=" + value));
    return 0;
  }
}

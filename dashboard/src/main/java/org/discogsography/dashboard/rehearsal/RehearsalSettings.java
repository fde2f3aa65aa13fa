package org.discogsography.dashboard.rehearsal;

import java.nio.file.Path;
import java.util.Optional;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.operations.api.AdminToken;

/**
 * Who may rehearse, and where reports are kept.
 *
 * @param token RESILIENCE_ADMIN_TOKEN
 * @param directory REHEARSALS_DIR; default none: reports are kept in memory only
 */
public record RehearsalSettings(AdminToken token, Optional<Path> directory) {
  public static RehearsalSettings from(Environment environment) {
    String directory = environment.optional("REHEARSALS_DIR");
    return new RehearsalSettings(
        AdminToken.from(environment), Optional.ofNullable(directory).map(Path::of));
  }
}

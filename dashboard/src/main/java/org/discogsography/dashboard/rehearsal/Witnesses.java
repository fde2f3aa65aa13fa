package org.discogsography.dashboard.rehearsal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the services that are connected to a server say of it in one look.
 *
 * @param sight empty where none of them can be asked
 * @param heard when the newest answer came of those that say so
 */
record Witnesses(Optional<Sight> sight, Optional<Instant> heard) {
  static Witnesses of(Server server, Look look) {
    List<Statement> statements = new ArrayList<>();
    for (String name : server.witnesses()) {
      ServiceLook service = look.services().get(name);
      Sight sight = service == null ? null : service.servers().get(server.text());
      if (service != null && sight != null) {
        statements.add(new Statement(sight, service.heard()));
      }
    }
    Optional<Sight> all = statements.stream().map(Statement::sight).reduce(Witnesses::worse);
    return new Witnesses(
        all,
        statements.stream()
            .filter(one -> all.filter(sight -> sameKind(sight, one.sight())).isPresent())
            .map(Statement::heard)
            .max(Instant::compareTo));
  }

  private record Statement(Sight sight, Instant heard) {}

  private static boolean sameKind(Sight one, Sight other) {
    return one.getClass() == other.getClass();
  }

  /** The first loss, or the last arrival. */
  private static Sight worse(Sight one, Sight other) {
    return switch (one) {
      case Sight.Gone gone ->
          other instanceof Sight.Gone more && more.since().isBefore(gone.since()) ? more : gone;
      case Sight.Here here ->
          other instanceof Sight.Here more && more.since().isBefore(here.since()) ? here : other;
      case Sight.Unknown unknown -> other;
    };
  }
}

package org.discogsography.dashboard.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Hands each update to every viewer, and remembers the last minute of them for viewers that come
 * back. A viewer that does not keep up is dropped; it comes back by itself. Thread-safe.
 */
public final class Stream {
  /** More than that are turned away. */
  public static final int MOST_VIEWERS = 200;

  private static final int REMEMBERED = 60;

  private final Supplier<String> snapshot;
  private final Set<Viewer> viewers = new LinkedHashSet<>();
  private final Deque<Message> recent = new ArrayDeque<>();
  private long last;
  private boolean ended;

  Stream(Supplier<String> snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * One message.
   *
   * @param id counts up with the updates
   * @param kind what the browser listens for: snapshot or update
   */
  public record Message(long id, String kind, String json) {}

  /**
   * Someone begins to look: what was missed since, else a snapshot, is waiting there already.
   *
   * @param since the id of the last message that was received, or 0
   * @return empty when there are too many already
   */
  public Optional<Viewer> open(long since) {
    // Outside of the lock: it looks at everything.
    String whole = snapshot.get();
    synchronized (this) {
      if (ended || viewers.size() >= MOST_VIEWERS) {
        return Optional.empty();
      }
      Viewer viewer = new Viewer();
      for (Message message : missed(since, whole)) {
        viewer.offer(message);
      }
      viewers.add(viewer);
      return Optional.of(viewer);
    }
  }

  /** Someone has gone. */
  public synchronized void close(Viewer viewer) {
    viewer.drop();
    viewers.remove(viewer);
  }

  /** Nobody looks any more, and nobody new is let in. */
  public synchronized void end() {
    ended = true;
    viewers.forEach(Viewer::drop);
    viewers.clear();
  }

  public synchronized int viewers() {
    return viewers.size();
  }

  /** Whether one more would be turned away. */
  public synchronized boolean full() {
    return viewers.size() >= MOST_VIEWERS;
  }

  synchronized void publish(String json) {
    last++;
    Message message = new Message(last, "update", json);
    recent.addLast(message);
    if (recent.size() > REMEMBERED) {
      recent.removeFirst();
    }
    for (Iterator<Viewer> all = viewers.iterator(); all.hasNext(); ) {
      Viewer viewer = all.next();
      if (!viewer.offer(message)) {
        viewer.drop();
        all.remove();
      }
    }
  }

  private List<Message> missed(long since, String whole) {
    List<Message> missed = recent.stream().filter(message -> message.id() > since).toList();
    boolean complete =
        since > 0
            && since <= last
            && missed.size() == last - since
            && missed.size() <= Viewer.CAPACITY / 2;
    return complete ? missed : new ArrayList<>(List.of(new Message(last, "snapshot", whole)));
  }
}

package org.discogsography.extractor.progress;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the download is. Written by one thread, read by any. */
public final class DownloadProgress {
  /** What the download is doing. */
  public enum Phase {
    /** Nothing until the next check. */
    WAITING,
    /** Reading the site's index. */
    LOOKING,
    DOWNLOADING,
    /** Hashing a file that is there already. */
    VERIFYING
  }

  private volatile boolean enabled;
  private volatile Phase phase = Phase.WAITING;
  private volatile String file = "";
  private volatile long bytes;
  private volatile long bytesRead;
  private volatile String problem = "";
  private volatile @Nullable Instant nextCheck;

  public Phase phase() {
    return phase;
  }

  /** The file in work, or empty. */
  public String file() {
    return file;
  }

  /** Its size, or 0 where the site does not tell. */
  public long bytes() {
    return bytes;
  }

  public long bytesRead() {
    return bytesRead;
  }

  /** Why the last try failed, or empty. */
  public String problem() {
    return problem;
  }

  public void looking() {
    enabled = true;
    file = "";
    phase = Phase.LOOKING;
  }

  public void verifying(String name) {
    file = name;
    phase = Phase.VERIFYING;
  }

  /**
   * A file begins.
   *
   * @param size in bytes, or 0 where the site does not tell
   */
  public void downloading(String name, long size) {
    file = name;
    bytes = size;
    bytesRead = 0;
    phase = Phase.DOWNLOADING;
  }

  public void read(long bytesSoFar) {
    bytesRead = bytesSoFar;
  }

  /**
   * The try has ended.
   *
   * @param sentence why it failed, or empty
   */
  public void ended(String sentence, Instant next) {
    enabled = true;
    problem = sentence;
    nextCheck = next;
    phase = Phase.WAITING;
  }

  /** Empty when nothing is downloaded at all. */
  Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    if (enabled) {
      details.put("state", phase.name().toLowerCase(Locale.ROOT));
      if (phase == Phase.DOWNLOADING) {
        details.put("file", file);
        details.put("bytes", bytes);
        details.put("bytes_read", bytesRead);
      }
      if (!problem.isEmpty()) {
        details.put("problem", problem);
      }
      Instant next = nextCheck;
      if (next != null) {
        details.put("next_check", next.toString());
      }
    }
    return details;
  }
}

package org.discogsography.extractor.pipeline;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipException;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.frame.DumpFormatException;
import org.discogsography.extractor.frame.RecordChunk;
import org.discogsography.extractor.frame.RecordFramer;

/** Inflates a file and cuts it into chunks, on the thread that runs it. */
final class ChunkReader {
  /** Takes a chunk, and waits while there are enough of them. */
  interface Target {
    void accept(RecordChunk chunk) throws InterruptedException;
  }

  private final DumpFile file;
  private final AtomicLong bytesRead;
  private final Target target;
  private volatile String sha256 = "";

  ChunkReader(DumpFile file, AtomicLong bytesRead, Target target) {
    this.file = file;
    this.bytesRead = bytesRead;
    this.target = target;
  }

  /** Of the whole file, after {@link #run} has ended. */
  String sha256() {
    return sha256;
  }

  void run() throws DumpException, InterruptedException {
    try (DumpInput compressed = DumpInput.open(file.path(), bytesRead);
        InflatedInput inflated = new InflatedInput(compressed, bytesRead)) {
      RecordFramer framer = new RecordFramer(file.type(), inflated);
      for (RecordChunk chunk = framer.next(); chunk != null; chunk = framer.next()) {
        target.accept(chunk);
      }
      sha256 = compressed.sha256();
    } catch (DumpFormatException e) {
      throw new DumpException(
          failure(e),
          "%s %s, at byte %,d of its XML.".formatted(file.name(), e.getMessage(), e.position()),
          e);
    } catch (EOFException | ZipException e) {
      throw new DumpException(file.name() + " is not a gzip file.", e);
    } catch (IOException e) {
      throw new DumpException(
          Failure.UNREADABLE, file.name() + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static Failure failure(DumpFormatException e) {
    return switch (e.getCause()) {
      case EOFException cutOff -> Failure.UNUSABLE;
      case ZipException corrupt -> Failure.UNUSABLE;
      case IOException notRead -> Failure.UNREADABLE;
      case null, default -> Failure.UNUSABLE;
    };
  }
}

package org.discogsography.extractor.pipeline;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.frame.RecordChunk;
import org.discogsography.extractor.record.RecordBatch;
import org.discogsography.extractor.record.RecordEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file: a thread inflates it and cuts it into chunks, several parse, encode and hash
 * them, and the caller gets the batches in order. Only a few chunks exist at a time, so memory does
 * not depend on the file's size. To be run once.
 */
public final class Extraction implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final DumpFile file;
  private final BlockingQueue<RecordEncoder> idle;
  private final ExecutorService encoders;
  private final BlockingQueue<Future<@Nullable RecordBatch>> handover;
  private final AtomicLong bytesRead = new AtomicLong();
  private final ChunkReader reader;
  private final Thread readerThread;

  public Extraction(DumpFile file, ExtractionSettings settings) {
    this.file = file;
    int threads = settings.encoders();
    this.idle = new ArrayBlockingQueue<>(threads);
    for (int i = 0; i < threads; i++) {
      idle.add(new RecordEncoder(file.type(), settings.greatestId()));
    }
    this.encoders =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("encoder-", 1).factory());
    this.handover = new ArrayBlockingQueue<>(threads + 2);
    this.reader = new ChunkReader(file, bytesRead, this::handOver);
    this.readerThread =
        Thread.ofPlatform().daemon().name("reader-" + file.type().plural()).unstarted(this::read);
  }

  /** Compressed bytes that were read so far. */
  public long bytesRead() {
    return bytesRead.get();
  }

  /**
   * Reads the whole file.
   *
   * @return the SHA-256 of the very bytes that were read, in lower-case hex
   * @throws DumpException if the file is cut off, corrupt or no dump; what came before was handed
   *     over
   */
  public String run(BatchConsumer consumer) throws DumpException, InterruptedException {
    readerThread.start();
    for (RecordBatch batch = next(); batch != null; batch = next()) {
      consumer.accept(batch);
    }
    return reader.sha256();
  }

  /** Ends all threads; to be called in any case. */
  @Override
  public void close() {
    readerThread.interrupt();
    encoders.shutdownNow();
  }

  private void read() {
    CompletableFuture<@Nullable RecordBatch> end = new CompletableFuture<>();
    try {
      reader.run();
      end.complete(null);
    } catch (InterruptedException e) {
      return;
    } catch (DumpException | RuntimeException | Error e) {
      end.completeExceptionally(e);
    }
    try {
      handover.put(end);
    } catch (InterruptedException e) {
      // Closed: nobody waits any more.
    }
  }

  private void handOver(RecordChunk chunk) throws InterruptedException {
    handover.put(encoders.submit(() -> encode(chunk)));
  }

  private RecordBatch encode(RecordChunk chunk) throws InterruptedException {
    RecordEncoder encoder = idle.take();
    try {
      return encoder.encode(chunk);
    } finally {
      idle.add(encoder);
    }
  }

  private @Nullable RecordBatch next() throws DumpException, InterruptedException {
    Future<@Nullable RecordBatch> batch = handover.poll();
    while (batch == null) {
      batch = handover.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (batch == null && handover.isEmpty() && !readerThread.isAlive()) {
        throw new IllegalStateException("the reader of " + file.name() + " has ended silently");
      }
    }
    try {
      return batch.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DumpException failure) {
        throw failure;
      }
      throw new IllegalStateException("reading " + file.name() + " failed", e.getCause());
    }
  }
}

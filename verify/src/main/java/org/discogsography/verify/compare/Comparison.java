package org.discogsography.verify.compare;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.discogsography.extractor.dump.Checksums;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.pipeline.ExtractionSettings;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.verify.digest.Digests;
import org.discogsography.verify.digest.Part;
import org.discogsography.verify.digest.RecordDigest;
import org.discogsography.verify.dump.DumpIds;
import org.discogsography.verify.dump.DumpReader;
import org.discogsography.verify.record.DumpRecord;
import org.discogsography.verify.store.Span;
import org.discogsography.verify.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Compares stores with a file of a dump: first digests of whole ranges of ids, and only where those
 * differ record by record, in a second reading of the file. One thread.
 */
public final class Comparison {
  private static final int BATCH = 500;

  private final List<Store> stores;
  private final ExtractionSettings settings;
  private final int shown;

  /**
   * @param shown how many differences are kept of each type and store
   */
  public Comparison(List<Store> stores, ExtractionSettings settings, int shown) {
    this.stores = List.copyOf(stores);
    this.settings = settings;
    this.shown = shown;
  }

  /**
   * Compares one type.
   *
   * @throws DumpException if the file cannot be read to its end
   * @throws StoreException if a store cannot
   */
  public TypeReport run(DumpFile file, @Nullable Checksums checksums)
      throws DumpException, InterruptedException {
    DumpReader reader = new DumpReader(file, settings);
    Digests expected = new Digests();
    reader.read(
        checksums,
        records ->
            records.parallelStream()
                .map(each -> RecordDigest.of(file.type(), each))
                .toList()
                .forEach(digest -> digest.addTo(expected)));
    List<Digests> found = scan(file.type(), expected.buckets(), file.date());
    List<Suspect> suspects = new ArrayList<>();
    for (int i = 0; i < stores.size(); i++) {
      suspects.add(suspect(stores.get(i), expected, found.get(i)));
    }
    if (suspects.stream().anyMatch(each -> !each.buckets().isEmpty())) {
      look(file, suspects);
    }
    for (Suspect suspect : suspects) {
      surplus(file, suspect, reader.ids(), expected.buckets());
    }
    long run = found.stream().mapToLong(Digests::latestRun).max().orElse(0);
    return new TypeReport(
        file.type(),
        expected.total(Part.RECORDS),
        expected.total(Part.LINKS),
        reader.malformed(),
        reader.withoutId(),
        new Version(file.date(), run),
        checksums != null && checksums.of(file) != null,
        suspects.stream().map(Suspect::findings).toList());
  }

  /** A store, the buckets of it that differ, and what is found there. */
  private record Suspect(Store store, BitSet buckets, Findings findings) {}

  private Suspect suspect(Store store, Digests expected, Digests found) {
    Findings findings = new Findings(store.name(), shown);
    findings.scanned(found);
    return new Suspect(store, expected.differing(found, store.parts()), findings);
  }

  private List<Digests> scan(EntityType type, int buckets, int dump) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Digests>> scans = new ArrayList<>();
      for (Store store : stores) {
        scans.add(threads.submit(() -> store.scan(type, buckets, dump)));
      }
      List<Digests> found = new ArrayList<>();
      try {
        for (Future<Digests> scan : scans) {
          found.add(scan.get());
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw failure(e);
      }
      return found;
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    return e.getCause() instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("a store could not be read", e.getCause());
  }

  private void look(DumpFile file, List<Suspect> suspects)
      throws DumpException, InterruptedException {
    List<List<DumpRecord>> waiting = new ArrayList<>();
    suspects.forEach(suspect -> waiting.add(new ArrayList<>()));
    new DumpReader(file, settings)
        .read(
            null,
            records -> {
              for (int i = 0; i < suspects.size(); i++) {
                BitSet buckets = suspects.get(i).buckets();
                records.stream()
                    .filter(each -> buckets.get(Digests.bucket(each.id())))
                    .forEach(waiting.get(i)::add);
                look(file, suspects.get(i), waiting.get(i), BATCH);
              }
            });
    for (int i = 0; i < suspects.size(); i++) {
      look(file, suspects.get(i), waiting.get(i), 1);
    }
  }

  /** In batches, as long as at least so many wait. */
  private static void look(DumpFile file, Suspect suspect, List<DumpRecord> waiting, int least)
      throws InterruptedException {
    while (waiting.size() >= least) {
      List<DumpRecord> batch = waiting.subList(0, Math.min(BATCH, waiting.size()));
      suspect.store().look(file.type(), file.date(), List.copyOf(batch), suspect.findings()::add);
      batch.clear();
    }
  }

  private static void surplus(DumpFile file, Suspect suspect, DumpIds ids, int buckets)
      throws InterruptedException {
    EntityType type = file.type();
    int dump = file.date();
    Store store = suspect.store();
    Findings findings = suspect.findings();
    BitSet differing = suspect.buckets();
    for (int bucket = differing.nextSetBit(0);
        bucket >= 0;
        bucket = differing.nextSetBit(bucket + 1)) {
      store.surplus(type, dump, Span.ofBuckets(bucket, 1), ids::mayBeThere, findings::add);
    }
    Span below = new Span(Long.MIN_VALUE, 0);
    Span above = new Span((long) buckets * Digests.BUCKET, Long.MAX_VALUE);
    store.surplus(type, dump, below, ids::mayBeThere, findings::addOutside);
    store.surplus(type, dump, above, ids::mayBeThere, findings::addOutside);
  }
}

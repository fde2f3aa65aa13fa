package org.discogsography.extractor.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.extractor.SampleFiles.records;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.discogsography.extractor.SampleFiles;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.progress.ExtractionState;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.progress.TypeState;
import org.discogsography.extractor.publish.RecordPublisher;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The queues of artists are full until everything else is sent. */
@Timeout(30)
class HeldBackTypeTest {
  private static final int DATE = 20260201;

  @TempDir private Path directory;

  private final Progress progress = new Progress();
  private SampleFiles files;
  private StateDirectory state;

  @BeforeEach
  void open() throws Exception {
    files = new SampleFiles(directory.resolve("dumps"));
    state = StateDirectory.open(directory.resolve("state"), Clock.systemUTC());
    for (EntityType type : EntityType.values()) {
      files.write(DATE, type, records(type, 1, 2));
    }
  }

  @AfterEach
  void close() throws Exception {
    state.close();
  }

  @Test
  void othersGoOnWhileOneIsHeldBack() throws Exception {
    FullForArtists publisher = new FullForArtists(6);
    pass(publisher);

    assertThat(progress.state()).isEqualTo(ExtractionState.COMPLETE);
    assertThat(publisher.sent)
        .containsExactly(
            "labels 1",
            "labels 2",
            "masters 1",
            "masters 2",
            "releases 1",
            "releases 2",
            "artists 1",
            "artists 2");
  }

  @Test
  void anInterruptEndsThoseThatAreHeldBackToo() throws Exception {
    FullForArtists publisher = new FullForArtists(Integer.MAX_VALUE);
    Thread tester = Thread.currentThread();
    publisher.whenSent =
        () -> {
          if (publisher.sent.size() == 6) {
            tester.interrupt();
          }
        };

    assertThatThrownBy(() -> pass(publisher)).isInstanceOf(InterruptedException.class);
    assertThat(publisher.sent).doesNotContain("artists 1");
    assertThat(progress.of(EntityType.ARTISTS).state()).isEqualTo(TypeState.EXTRACTING);
  }

  private void pass(RecordPublisher publisher) throws Exception {
    new DumpPass(PassSettings.defaults(), state, publisher, progress)
        .run(new DumpDirectory(files.directory()).newest().orElseThrow(), Scope.CHANGES);
  }

  private static final class FullForArtists implements RecordPublisher {
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final CountDownLatch others;
    private Runnable whenSent = () -> {};

    FullForArtists(int others) {
      this.others = new CountDownLatch(others);
    }

    @Override
    public void publish(RecordMessage message, Runnable whenConfirmed) throws InterruptedException {
      if (message.entityType() == EntityType.ARTISTS) {
        assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
      }
      sent.add(message.entityType().plural() + " " + message.id());
      whenConfirmed.run();
      others.countDown();
      whenSent.run();
    }

    @Override
    public boolean holdsBack(EntityType type) {
      return type == EntityType.ARTISTS && others.getCount() > 0;
    }

    @Override
    public boolean awaitConfirmed(Duration limit) {
      throw new AssertionError("others have messages on their way as well");
    }

    @Override
    public boolean awaitConnected(Duration limit) {
      return true;
    }
  }
}

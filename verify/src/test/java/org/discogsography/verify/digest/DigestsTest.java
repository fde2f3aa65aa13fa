package org.discogsography.verify.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.verify.record.DumpRecord;
import org.junit.jupiter.api.Test;

class DigestsTest {
  private static final Set<Part> ALL = EnumSet.allOf(Part.class);

  @Test
  void theOrderOfRecordsDoesNotMatter() {
    List<DumpRecord> records =
        List.of(release(1, "[{\"id\":5}]"), release(2, "[{\"id\":6}]"), release(9_000, "[]"));
    assertThat(of(records).differing(of(records.reversed()), ALL).isEmpty()).isTrue();
  }

  @Test
  void onlyTheBucketOfAChangedRecordDiffers() {
    Digests one = of(List.of(release(1, "[{\"id\":5}]"), release(9_000, "[]")));
    Digests other = of(List.of(release(1, "[{\"id\":5}]"), release(9_000, "[{\"id\":5}]")));
    assertThat(one.differing(other, ALL).stream()).containsExactly(2);
  }

  @Test
  void relationshipsThatChangePlacesAreNoticed() {
    Digests one = of(List.of(release(1, "[{\"id\":5}]"), release(2, "[{\"id\":6}]")));
    Digests other = of(List.of(release(1, "[{\"id\":6}]"), release(2, "[{\"id\":5}]")));
    assertThat(one.differing(other, EnumSet.of(Part.LINKS)).isEmpty()).isTrue();
    assertThat(one.differing(other, EnumSet.of(Part.LINK_SQUARES)).isEmpty()).isFalse();
    assertThat(one.differing(other, EnumSet.of(Part.LINK_CUBES)).isEmpty()).isFalse();
  }

  @Test
  void hashesThatChangePlacesAreNoticed() {
    DumpRecord one = release(1, "[]");
    DumpRecord two = release(2, "[]");
    Digests swapped =
        of(
            List.of(
                new DumpRecord(1, two.sha256(), one.body()),
                new DumpRecord(2, one.sha256(), two.body())));
    assertThat(of(List.of(one, two)).differing(swapped, EnumSet.of(Part.HASH_HIGH)).isEmpty())
        .isFalse();
  }

  private static Digests of(List<DumpRecord> records) {
    Digests digests = new Digests();
    records.forEach(each -> RecordDigest.of(EntityType.RELEASES, each).addTo(digests));
    return digests;
  }

  private static DumpRecord release(long id, String artists) {
    byte[] body =
        "{\"id\":%d,\"artists\":%s}".formatted(id, artists).getBytes(StandardCharsets.UTF_8);
    return new DumpRecord(id, RecordMessageCodec.sha256(body), body);
  }
}

package org.discogsography.verify.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.discogsography.verify.digest.Digests;
import org.discogsography.verify.digest.Part;

/** The digest of one bucket as the server computed it. */
record Row(int bucket, long records, long newer, long latestRun, long high, long low, long body) {
  static Row of(ResultSet row) throws SQLException {
    return new Row(
        row.getInt(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7));
  }

  void addTo(Digests digests) {
    digests.add(Part.RECORDS, bucket, records);
    digests.add(Part.NEWER, bucket, newer);
    digests.add(Part.HASH_HIGH, bucket, high);
    digests.add(Part.HASH_LOW, bucket, low);
    digests.add(Part.BODY, bucket, body);
    digests.met(latestRun);
  }
}

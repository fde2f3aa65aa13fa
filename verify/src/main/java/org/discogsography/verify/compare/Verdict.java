package org.discogsography.verify.compare;

import java.util.List;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.SinkName;

/** The sentence that a report ends with: it claims no more than what was compared. */
final class Verdict {
  private Verdict() {}

  static String of(int dump, List<TypeReport> reports) {
    boolean equal = reports.stream().allMatch(TypeReport::equal);
    List<String> stores = reports.getFirst().stores().stream().map(Findings::store).toList();
    boolean allStores = stores.size() == SinkName.values().length;
    boolean allTypes = reports.size() == EntityType.values().length;
    return "%s %s of %d%s."
        .formatted(
            allStores ? both(equal) : one(equal, String.join(", ", stores)),
            allTypes ? "the dump" : types(reports) + " of the dump",
            dump,
            allStores && allTypes ? "" : "; nothing else was compared");
  }

  private static String both(boolean equal) {
    return equal ? "Both stores hold exactly" : "The stores are not equal to";
  }

  private static String one(boolean equal, String store) {
    return store + (equal ? " holds exactly" : " is not equal to");
  }

  private static String types(List<TypeReport> reports) {
    List<String> names = reports.stream().map(each -> each.type().plural()).toList();
    String last = names.getLast();
    return names.size() == 1
        ? "the " + last
        : "the " + String.join(", ", names.subList(0, names.size() - 1)) + " and " + last;
  }
}

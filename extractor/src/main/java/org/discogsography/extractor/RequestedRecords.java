package org.discogsography.extractor;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.publish.ResendSource;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.ResendRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in the indexes what was asked for: single records, which are sent by force, and whole
 * types. One thread.
 */
final class RequestedRecords implements ResendSource.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(RequestedRecords.class);

  private final StateDirectory state;
  private final long greatestId;

  /**
   * @param greatestId greater ones are in no dump and in no store, and are passed over
   */
  RequestedRecords(StateDirectory state, long greatestId) {
    this.state = state;
    this.greatestId = greatestId;
  }

  @Override
  public boolean sendAgain(List<ResendRequest> requests) throws IOException {
    boolean anything = false;
    for (var each : single(requests).entrySet()) {
      state.sendAgain(each.getKey(), each.getValue());
      LOG.info("{} {} were asked for", each.getValue().size(), each.getKey().plural());
      anything = true;
    }
    for (EntityType type : whole(requests)) {
      anything |= state.sendAgain(type);
      LOG.info("All {} were asked for again", type.plural());
    }
    return anything;
  }

  private Map<EntityType, Set<Long>> single(List<ResendRequest> requests) {
    Map<EntityType, Set<Long>> single = new EnumMap<>(EntityType.class);
    for (ResendRequest request : requests) {
      for (long id : request.ids()) {
        if (id <= greatestId) {
          single.computeIfAbsent(request.entityType(), type -> new TreeSet<>()).add(id);
        }
      }
    }
    return single;
  }

  private static Set<EntityType> whole(List<ResendRequest> requests) {
    Set<EntityType> whole = EnumSet.noneOf(EntityType.class);
    for (ResendRequest request : requests) {
      if (request.ids().isEmpty()) {
        whole.add(request.entityType());
      }
    }
    return whole;
  }
}

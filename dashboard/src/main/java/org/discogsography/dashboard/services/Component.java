package org.discogsography.dashboard.services;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One component of a service's health.
 *
 * @param status whatever word the service used
 * @param details as text
 */
public record Component(String name, String status, Map<String, String> details) {
  public Component {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}

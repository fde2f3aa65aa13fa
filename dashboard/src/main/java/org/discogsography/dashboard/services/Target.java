package org.discogsography.dashboard.services;

import java.net.URI;

/**
 * A service that is asked for its health. Configuration only: never from a request.
 *
 * @param name as on the page
 * @param address its base, such as {@code http://127.0.0.1:8001}
 */
public record Target(String name, URI address) {
  URI health() {
    return URI.create(address.toString().replaceFirst("/+$", "") + "/health");
  }
}

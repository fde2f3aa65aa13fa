/**
 * Encrypted connections to servers: whom to trust, where plaintext is refused, and why TLS failed.
 */
@NullMarked
package org.discogsography.resilience.tls;

import org.jspecify.annotations.NullMarked;

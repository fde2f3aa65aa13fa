/**
 * RabbitMQ: connections that come back, subscriptions that settle, publishers that know what was
 * confirmed.
 */
@NullMarked
package org.discogsography.resilience.rabbit;

import org.jspecify.annotations.NullMarked;

/** How much waits in which queue, as RabbitMQ's management API tells it. */
@NullMarked
package org.discogsography.dashboard.broker;

import org.jspecify.annotations.NullMarked;

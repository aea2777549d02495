/** Kafka's reachability, checked off the webhooks' path. */
@NullMarked
package dev.switchboard.ingress.kafka;

import org.jspecify.annotations.NullMarked;

/** Access to Kafka from outside, for scenarios. */
@NullMarked
package dev.switchboard.system.kafka;

import org.jspecify.annotations.NullMarked;

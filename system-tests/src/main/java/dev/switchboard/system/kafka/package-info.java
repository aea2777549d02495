/** Kafka from outside, for what scenarios do to it. */
@NullMarked
package dev.switchboard.system.kafka;

import org.jspecify.annotations.NullMarked;

/** Publishers of events and dead letters, and Kafka's connection settings. */
@NullMarked
package dev.switchboard.chassis.topic;

import org.jspecify.annotations.NullMarked;

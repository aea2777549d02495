/** A real Kafka broker with the declared topics, in a JVM of its own. */
@NullMarked
package dev.switchboard.localstack.kafka;

import org.jspecify.annotations.NullMarked;

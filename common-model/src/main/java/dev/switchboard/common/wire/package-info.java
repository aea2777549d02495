/** Form of events in Kafka: JSON bodies and headers. */
@NullMarked
package dev.switchboard.common.wire;

import org.jspecify.annotations.NullMarked;

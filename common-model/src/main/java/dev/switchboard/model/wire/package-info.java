/** How events look in Kafka: JSON bodies and headers. */
@NullMarked
package dev.switchboard.model.wire;

import org.jspecify.annotations.NullMarked;

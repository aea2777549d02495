/** Writing events to topics, and setting records aside. */
@NullMarked
package dev.switchboard.chassis.topic;

import org.jspecify.annotations.NullMarked;

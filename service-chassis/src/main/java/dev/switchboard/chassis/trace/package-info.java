/** Traces from the webhook to the send, carried in record headers. */
@NullMarked
package dev.switchboard.chassis.trace;

import org.jspecify.annotations.NullMarked;

/** Turns in flight: recorded, waiting in their lane, joined into batches, cancelled. */
@NullMarked
package dev.switchboard.aiworker.inflight;

import org.jspecify.annotations.NullMarked;

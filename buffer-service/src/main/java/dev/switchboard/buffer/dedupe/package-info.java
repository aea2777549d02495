/** Dedupe: the messages that were seen before. */
@NullMarked
package dev.switchboard.buffer.dedupe;

import org.jspecify.annotations.NullMarked;

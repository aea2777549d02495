/** Number of open bursts and counts of closed ones. */
@NullMarked
package dev.switchboard.buffer.stats;

import org.jspecify.annotations.NullMarked;

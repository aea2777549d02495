/** How many bursts are open and what became of the others. */
@NullMarked
package dev.switchboard.buffer.stats;

import org.jspecify.annotations.NullMarked;

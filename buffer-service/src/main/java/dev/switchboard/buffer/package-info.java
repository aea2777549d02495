/** Merges customers' messages into turns and drops duplicates. */
@NullMarked
package dev.switchboard.buffer;

import org.jspecify.annotations.NullMarked;

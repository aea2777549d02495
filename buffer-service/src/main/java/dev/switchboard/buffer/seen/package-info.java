/** Which messages have been here before. */
@NullMarked
package dev.switchboard.buffer.seen;

import org.jspecify.annotations.NullMarked;

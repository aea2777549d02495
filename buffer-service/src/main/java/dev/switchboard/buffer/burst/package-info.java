/** What a customer writes in one go, and when it is complete. */
@NullMarked
package dev.switchboard.buffer.burst;

import org.jspecify.annotations.NullMarked;

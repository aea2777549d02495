/** Bursts of a customer's messages and the rules by which they close. */
@NullMarked
package dev.switchboard.buffer.burst;

import org.jspecify.annotations.NullMarked;

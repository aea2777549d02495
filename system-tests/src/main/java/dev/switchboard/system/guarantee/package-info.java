/** Checks of the five guarantees by evidence. */
@NullMarked
package dev.switchboard.system.guarantee;

import org.jspecify.annotations.NullMarked;

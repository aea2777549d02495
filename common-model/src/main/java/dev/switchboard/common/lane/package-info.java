/** Lanes: one conversation's work at a time, many conversations side by side. */
@NullMarked
package dev.switchboard.common.lane;

import org.jspecify.annotations.NullMarked;

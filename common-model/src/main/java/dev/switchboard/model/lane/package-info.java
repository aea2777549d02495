/** One conversation's work at a time, many conversations side by side. */
@NullMarked
package dev.switchboard.model.lane;

import org.jspecify.annotations.NullMarked;

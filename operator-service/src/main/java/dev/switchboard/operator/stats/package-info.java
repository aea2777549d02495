/** A few figures about what is going on now. */
@NullMarked
package dev.switchboard.operator.stats;

import org.jspecify.annotations.NullMarked;

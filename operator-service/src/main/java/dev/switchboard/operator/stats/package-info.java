/** Current figures. */
@NullMarked
package dev.switchboard.operator.stats;

import org.jspecify.annotations.NullMarked;

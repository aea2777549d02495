/** The page at the root: what this is and where to go next. */
@NullMarked
package dev.switchboard.operator.welcome;

import org.jspecify.annotations.NullMarked;

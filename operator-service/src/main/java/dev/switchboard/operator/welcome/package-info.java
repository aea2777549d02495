/** The page at the root: a description and links. */
@NullMarked
package dev.switchboard.operator.welcome;

import org.jspecify.annotations.NullMarked;

/** Pages, cursors and parameters of lists. */
@NullMarked
package dev.switchboard.operator.api;

import org.jspecify.annotations.NullMarked;

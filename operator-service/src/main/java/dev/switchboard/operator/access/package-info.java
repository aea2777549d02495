/** Authentication by token; every path needs one unless it is listed as open. */
@NullMarked
package dev.switchboard.operator.access;

import org.jspecify.annotations.NullMarked;

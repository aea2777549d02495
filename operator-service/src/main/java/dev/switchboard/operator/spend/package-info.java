/** Spend of model calls, in sums. */
@NullMarked
package dev.switchboard.operator.spend;

import org.jspecify.annotations.NullMarked;

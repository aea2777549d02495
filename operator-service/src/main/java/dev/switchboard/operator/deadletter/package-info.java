/** Dead letters: stored, listed, replayed. */
@NullMarked
package dev.switchboard.operator.deadletter;

import org.jspecify.annotations.NullMarked;

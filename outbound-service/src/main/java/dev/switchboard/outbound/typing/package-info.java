/** Shows the customer that an answer is being written. */
@NullMarked
package dev.switchboard.outbound.typing;

import org.jspecify.annotations.NullMarked;

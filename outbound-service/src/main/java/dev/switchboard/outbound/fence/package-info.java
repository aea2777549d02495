/** Keeps parts of the AI from leaving once somebody else has the line. */
@NullMarked
package dev.switchboard.outbound.fence;

import org.jspecify.annotations.NullMarked;

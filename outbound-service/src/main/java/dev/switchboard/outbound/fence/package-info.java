/** Keeps the AI's parts from being sent once somebody else owns the conversation. */
@NullMarked
package dev.switchboard.outbound.fence;

import org.jspecify.annotations.NullMarked;

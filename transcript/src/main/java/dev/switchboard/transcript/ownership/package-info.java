/** Ownership of conversations, and the lock that makes a change of ownership exact. */
@NullMarked
package dev.switchboard.transcript.ownership;

import org.jspecify.annotations.NullMarked;

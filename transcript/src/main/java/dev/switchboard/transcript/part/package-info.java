/** Parts of replies, their states, and parked replies and statuses. */
@NullMarked
package dev.switchboard.transcript.part;

import org.jspecify.annotations.NullMarked;

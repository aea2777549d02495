/** Messages of the transcript, with sender and delivery status. */
@NullMarked
package dev.switchboard.transcript.message;

import org.jspecify.annotations.NullMarked;

/** Paged reads of the transcript for people; nothing here writes. */
@NullMarked
package dev.switchboard.transcript.read;

import org.jspecify.annotations.NullMarked;

/** What people read of the transcript, page by page; nothing here writes. */
@NullMarked
package dev.switchboard.transcript.reading;

import org.jspecify.annotations.NullMarked;

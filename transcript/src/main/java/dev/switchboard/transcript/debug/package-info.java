/** Debug mode: what the replies of a conversation were made of. */
@NullMarked
package dev.switchboard.transcript.debug;

import org.jspecify.annotations.NullMarked;

/** Who talks to which business number, since when. */
@NullMarked
package dev.switchboard.transcript.conversation;

import org.jspecify.annotations.NullMarked;

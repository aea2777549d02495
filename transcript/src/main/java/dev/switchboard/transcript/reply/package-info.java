/** Replies, and the turns that they claim. */
@NullMarked
package dev.switchboard.transcript.reply;

import org.jspecify.annotations.NullMarked;

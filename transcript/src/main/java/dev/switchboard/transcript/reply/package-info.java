/** What was decided to say, and which turns are settled by it. */
@NullMarked
package dev.switchboard.transcript.reply;

import org.jspecify.annotations.NullMarked;

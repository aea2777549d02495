/** Replies as they come in, each conversation's in order. */
@NullMarked
package dev.switchboard.outbound.reply;

import org.jspecify.annotations.NullMarked;

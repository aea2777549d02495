/** Reads replies, each conversation's in order, and parks those beyond a number's quota. */
@NullMarked
package dev.switchboard.outbound.reply;

import org.jspecify.annotations.NullMarked;

/** Conversations between customers and business numbers. */
@NullMarked
package dev.switchboard.transcript.conversation;

import org.jspecify.annotations.NullMarked;

/**
 * Who a conversation is between, and the repeatable ids of everything that follows from a message.
 */
@NullMarked
package dev.switchboard.model.identity;

import org.jspecify.annotations.NullMarked;

/**
 * Identities of conversations, and the repeatable ids of everything that follows from a message.
 */
@NullMarked
package dev.switchboard.common.identity;

import org.jspecify.annotations.NullMarked;

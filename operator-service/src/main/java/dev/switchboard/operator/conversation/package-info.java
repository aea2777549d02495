/** Finding and reading conversations. */
@NullMarked
package dev.switchboard.operator.conversation;

import org.jspecify.annotations.NullMarked;

/** What the model is told of the conversation so far. */
@NullMarked
package dev.switchboard.aiworker.history;

import org.jspecify.annotations.NullMarked;

/** The history of a conversation that the model is shown. */
@NullMarked
package dev.switchboard.aiworker.history;

import org.jspecify.annotations.NullMarked;

/** Answering of a turn batch by the model, with retries, and the claim of its reply. */
@NullMarked
package dev.switchboard.aiworker.answer;

import org.jspecify.annotations.NullMarked;

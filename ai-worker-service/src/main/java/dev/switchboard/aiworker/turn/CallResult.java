package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.model.ModelResult;

/** Result of one cancellable model call. */
sealed interface CallResult {

    record Completed(ModelResult result) implements CallResult {}

    /** A newer turn or a takeover came before the result; the request is cancelled. */
    record Cancelled() implements CallResult {}
}

package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.model.ModelResult;

/** What came of asking the model once. */
sealed interface Asked {

    record Result(ModelResult result) implements Asked {}

    /** Something that matters more came before a result; the request is cancelled. */
    record Interrupted() implements Asked {}
}

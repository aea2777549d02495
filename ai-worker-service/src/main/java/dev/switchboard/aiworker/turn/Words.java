package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.model.FailureCode;
import dev.switchboard.aiworker.model.ModelResult;
import dev.switchboard.model.event.ReplyDecided.Author;
import java.util.Optional;

/**
 * What a customer is to be told.
 *
 * @param authorId the model that wrote it
 * @param failure why these are no answer, where somebody should look into it
 */
record Words(Author author, Optional<String> authorId, String text, Optional<String> failure) {

    static Words of(ModelResult.Answer answer) {
        return new Words(Author.AI, Optional.of(answer.model()), answer.text(), Optional.empty());
    }

    static Words ofSystem(String text) {
        return new Words(Author.SYSTEM, Optional.empty(), text, Optional.empty());
    }

    /** A provider that will not have something talked about has not failed. */
    static Words ofFailure(String text, ModelResult.Failure failure) {
        var cause =
                failure.code() == FailureCode.BLOCKED
                        ? Optional.<String>empty()
                        : Optional.of(failure.code() + ": " + failure.detail());
        return new Words(Author.SYSTEM, Optional.empty(), text, cause);
    }
}

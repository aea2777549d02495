package dev.switchboard.aiworker.answer;

import dev.switchboard.aiworker.model.FailureCode;
import dev.switchboard.aiworker.model.ModelResult;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.transcript.spend.AiCall;
import java.util.List;
import java.util.Optional;

/**
 * Text of a reply, with its author.
 *
 * @param authorId the model that wrote it
 * @param failure cause for the dead letter, where the text is an apology
 * @param calls the model calls that are written to the ledger with it
 */
public record ReplyText(
        Author author,
        Optional<String> authorId,
        String text,
        Optional<String> failure,
        List<AiCall> calls) {

    static ReplyText of(ModelResult.Answer answer, List<AiCall> calls) {
        return new ReplyText(
                Author.AI, Optional.of(answer.model()), answer.text(), Optional.empty(), calls);
    }

    static ReplyText ofSystem(String text) {
        return new ReplyText(Author.SYSTEM, Optional.empty(), text, Optional.empty(), List.of());
    }

    /** A provider that blocks a subject has not failed: {@code BLOCKED} makes no dead letter. */
    static ReplyText ofFailure(String text, ModelResult.Failure failure) {
        var cause =
                failure.code() == FailureCode.BLOCKED
                        ? Optional.<String>empty()
                        : Optional.of(failure.code() + ": " + failure.detail());
        return new ReplyText(Author.SYSTEM, Optional.empty(), text, cause, List.of());
    }
}

package dev.switchboard.aiworker.answer;

import dev.switchboard.aiworker.cache.AnswerCache.CachedAnswer;
import dev.switchboard.aiworker.model.FailureCode;
import dev.switchboard.aiworker.model.ModelResult;
import dev.switchboard.common.event.ReplyDecided.Author;
import java.util.Optional;

/**
 * Text of a reply, with its author.
 *
 * @param authorId the model that wrote it
 * @param failure cause for the dead letter, where the text is an apology
 * @param cached true for an answer of the answer cache
 */
public record ReplyText(
        Author author,
        Optional<String> authorId,
        String text,
        Optional<String> failure,
        boolean cached) {

    static ReplyText of(ModelResult.Answer answer) {
        return new ReplyText(
                Author.AI, Optional.of(answer.model()), answer.text(), Optional.empty(), false);
    }

    static ReplyText of(CachedAnswer answer) {
        return new ReplyText(
                Author.AI, Optional.of(answer.model()), answer.text(), Optional.empty(), true);
    }

    static ReplyText ofSystem(String text) {
        return new ReplyText(Author.SYSTEM, Optional.empty(), text, Optional.empty(), false);
    }

    /** A provider that blocks a subject has not failed: {@code BLOCKED} makes no dead letter. */
    static ReplyText ofFailure(String text, ModelResult.Failure failure) {
        var cause =
                failure.code() == FailureCode.BLOCKED
                        ? Optional.<String>empty()
                        : Optional.of(failure.code() + ": " + failure.detail());
        return new ReplyText(Author.SYSTEM, Optional.empty(), text, cause, false);
    }
}

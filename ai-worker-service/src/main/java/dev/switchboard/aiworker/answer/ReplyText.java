package dev.switchboard.aiworker.answer;

import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelResult;
import java.util.Optional;

/**
 * Text of a reply, with its author.
 *
 * @param authorId the model that wrote it
 * @param profile name of the AI profile that the model is of
 * @param failure cause for the dead letter, where the text is an apology
 */
public record ReplyText(
        Author author,
        Optional<String> authorId,
        Optional<String> profile,
        String text,
        Optional<String> failure) {

    static ReplyText of(ModelResult.Answer answer, String profile) {
        return new ReplyText(
                Author.AI,
                Optional.of(answer.model()),
                Optional.of(profile),
                answer.text(),
                Optional.empty());
    }

    static ReplyText ofSystem(String text) {
        return new ReplyText(
                Author.SYSTEM, Optional.empty(), Optional.empty(), text, Optional.empty());
    }

    /** A provider that blocks a subject has not failed: {@code BLOCKED} makes no dead letter. */
    static ReplyText ofFailure(String text, ModelResult.Failure failure) {
        var cause =
                failure.code() == FailureCode.BLOCKED
                        ? Optional.<String>empty()
                        : Optional.of(failure.code() + ": " + failure.detail());
        return new ReplyText(Author.SYSTEM, Optional.empty(), Optional.empty(), text, cause);
    }
}

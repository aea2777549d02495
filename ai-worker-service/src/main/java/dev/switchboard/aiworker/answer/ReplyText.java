package dev.switchboard.aiworker.answer;

import dev.switchboard.aiworker.cache.AnswerCache.CachedAnswer;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.transcript.spend.AiCall;
import java.util.List;
import java.util.Optional;

/**
 * Text of a reply, with its author.
 *
 * @param authorId the model that wrote it
 * @param profile name of the AI profile that the model is of; empty also for a cached answer
 * @param failure cause for the dead letter, where the text is an apology
 * @param cached true for an answer of the answer cache
 * @param calls the model calls that are written to the ledger with it
 */
public record ReplyText(
        Author author,
        Optional<String> authorId,
        Optional<String> profile,
        String text,
        Optional<String> failure,
        boolean cached,
        List<AiCall> calls) {

    static ReplyText of(ModelResult.Answer answer, String profile, List<AiCall> calls) {
        return new ReplyText(
                Author.AI,
                Optional.of(answer.model()),
                Optional.of(profile),
                answer.text(),
                Optional.empty(),
                false,
                calls);
    }

    static ReplyText of(CachedAnswer answer) {
        return new ReplyText(
                Author.AI,
                Optional.of(answer.model()),
                Optional.empty(),
                answer.text(),
                Optional.empty(),
                true,
                List.of());
    }

    static ReplyText ofSystem(String text) {
        return new ReplyText(
                Author.SYSTEM,
                Optional.empty(),
                Optional.empty(),
                text,
                Optional.empty(),
                false,
                List.of());
    }

    /** A provider that blocks a subject has not failed: {@code BLOCKED} makes no dead letter. */
    static ReplyText ofFailure(String text, ModelResult.Failure failure) {
        var apology = ofSystem(text);
        return failure.code() == FailureCode.BLOCKED
                ? apology
                : apology.becauseOf(failure.code() + ": " + failure.detail());
    }

    private ReplyText becauseOf(String cause) {
        return new ReplyText(author, authorId, profile, text, Optional.of(cause), cached, calls);
    }
}

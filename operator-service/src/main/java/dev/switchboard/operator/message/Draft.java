package dev.switchboard.operator.message;

import dev.switchboard.operator.problem.RefusedRequest;
import java.util.List;
import java.util.Optional;

/**
 * What an operator wants to say.
 *
 * @param quotes our id or the provider's of the message that it quotes
 */
record Draft(String text, List<String> mediaUrls, Optional<String> quotes) {
    /** Far beyond what anybody types; it would leave in some five parts at Meta. */
    private static final int LONGEST = 20_000;

    static Draft of(OperatorMessageRequest request) {
        return new Draft(
                request.message().map(Draft::words).orElse(""),
                MediaUrls.read(request.media()),
                request.messageId().map(String::strip).filter(id -> !id.isEmpty()));
    }

    /** Without NUL, which no provider takes and PostgreSQL cannot hold. */
    private static String words(String written) {
        return written.replace("\u0000", "").strip();
    }

    Draft {
        mediaUrls = List.copyOf(mediaUrls);
        if (text.isEmpty() && mediaUrls.isEmpty()) {
            throw RefusedRequest.invalid("message", "message is missing, and there is no media");
        }
        if (text.length() > LONGEST) {
            throw RefusedRequest.invalid(
                    "message", "message is longer than " + LONGEST + " characters");
        }
    }
}

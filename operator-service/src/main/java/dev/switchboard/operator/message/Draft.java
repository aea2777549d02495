package dev.switchboard.operator.message;

import dev.switchboard.operator.api.RefusedRequest;
import java.util.List;
import java.util.Optional;

/**
 * Content of an operator's message.
 *
 * @param quotes our id or the provider's of the quoted message
 */
record Draft(String text, List<String> mediaUrls, Optional<String> quotes) {
    static Draft of(OperatorMessageRequest request) {
        return new Draft(
                request.message().map(String::strip).orElse(""),
                MediaUrls.read(request.media()),
                request.messageId().map(String::strip).filter(id -> !id.isEmpty()));
    }

    Draft {
        mediaUrls = List.copyOf(mediaUrls);
        if (text.isEmpty() && mediaUrls.isEmpty()) {
            throw RefusedRequest.invalid("message", "message is missing, and there is no media");
        }
    }
}

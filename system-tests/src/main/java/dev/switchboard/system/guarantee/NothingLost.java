package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.Journal.Message;
import dev.switchboard.system.record.OwnershipInterval;
import dev.switchboard.system.record.Reply;
import dev.switchboard.system.record.RunEvidence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A webhook answered 2xx is answered or visibly failed, whatever dies: every part of a reply that
 * names the message took effect, or the message is listed, or an operator owned the conversation.
 */
public record NothingLost() implements Guarantee {

    @Override
    public List<Violation> violations(RunEvidence evidence) {
        var replies = byMarker(evidence);
        var intervals = OwnershipInterval.of(evidence.journal());
        return evidence.journal().messages().stream()
                .filter(Message::promised)
                .filter(message -> !evidence.listed().contains(message.marker()))
                .filter(message -> !OwnershipInterval.anyCovers(intervals, message))
                .flatMap(message -> loss(message, replies.get(message.marker())).stream())
                .toList();
    }

    private static Map<String, Reply> byMarker(RunEvidence evidence) {
        var replies = new HashMap<String, Reply>();
        for (var reply : Reply.of(evidence)) {
            reply.markers()
                    .forEach(marker ->
                            replies.merge(marker, reply, (a, b) -> a.isComplete() ? a : b));
        }
        return replies;
    }

    private Optional<Violation> loss(Message message, @Nullable Reply reply) {
        if (reply == null) {
            return Optional.of(violation(message, "has no answer"));
        }
        return reply.isComplete()
                ? Optional.empty()
                : Optional.of(
                        violation(
                                message,
                                "has only parts %s of %d of its answer #%d"
                                        .formatted(
                                                reply.partNumbers(),
                                                reply.partCount(),
                                                reply.call())));
    }

    private Violation violation(Message message, String description) {
        return new Violation(
                name(), message.customer().name(), message.marker() + " " + description);
    }
}

package dev.switchboard.transcript.part;

import static java.util.Comparator.naturalOrder;

import dev.switchboard.transcript.message.MessageStatus;
import java.util.List;
import java.util.Optional;

/**
 * Status of a whole reply: that of its lowest part; or failed, suppressed or unknown if one part
 * is, in this order.
 *
 * @param failure the reason, if a part has failed or is unknown
 */
public record ReplyProgress(MessageStatus status, Optional<PartFailure> failure) {

    /**
     * @param parts all parts of one reply, in order; not empty
     */
    public static ReplyProgress of(List<Part> parts) {
        var status = status(parts);
        var failure =
                parts.stream()
                        .filter(part -> status(part.state()) == status)
                        .flatMap(part -> part.failure().stream())
                        .findFirst();
        return new ReplyProgress(status, failure);
    }

    private static MessageStatus status(List<Part> parts) {
        var statuses = parts.stream().map(part -> status(part.state())).toList();
        var highest = statuses.stream().max(naturalOrder()).orElseThrow();
        return switch (highest) {
            case FAILED, SUPPRESSED, UNKNOWN -> highest;
            case RECEIVED, QUEUED, SENDING, SENT, DELIVERED, READ -> lowest(statuses);
        };
    }

    private static MessageStatus lowest(List<MessageStatus> statuses) {
        var lowest = statuses.stream().min(naturalOrder()).orElseThrow();
        var begun = statuses.stream().anyMatch(status -> status != MessageStatus.QUEUED);
        return lowest == MessageStatus.QUEUED && begun ? MessageStatus.SENDING : lowest;
    }

    private static MessageStatus status(PartState state) {
        return switch (state) {
            case PENDING -> MessageStatus.QUEUED;
            case SENDING -> MessageStatus.SENDING;
            case SENT -> MessageStatus.SENT;
            case DELIVERED -> MessageStatus.DELIVERED;
            case READ -> MessageStatus.READ;
            case UNKNOWN -> MessageStatus.UNKNOWN;
            case SUPPRESSED -> MessageStatus.SUPPRESSED;
            case FAILED -> MessageStatus.FAILED;
        };
    }
}

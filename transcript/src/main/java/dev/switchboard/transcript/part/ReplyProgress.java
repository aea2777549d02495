package dev.switchboard.transcript.part;

import static java.util.Comparator.naturalOrder;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Status of a whole reply: that of its lowest part; or failed, suppressed or unknown if one part
 * is, in this order.
 *
 * @param failure the reason, if a part has failed or is unknown
 */
public record ReplyProgress(Status status, Optional<PartFailure> failure) {

    /** Status of a reply's message in the transcript. */
    public enum Status {
        QUEUED,
        SENDING,
        SENT,
        DELIVERED,
        READ,
        UNKNOWN,
        SUPPRESSED,
        FAILED;

        /** Returns the status as the transcript and the API write it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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

    private static Status status(List<Part> parts) {
        var statuses = parts.stream().map(part -> status(part.state())).toList();
        var highest = statuses.stream().max(naturalOrder()).orElseThrow();
        return switch (highest) {
            case FAILED, SUPPRESSED, UNKNOWN -> highest;
            case QUEUED, SENDING, SENT, DELIVERED, READ -> lowest(statuses);
        };
    }

    private static Status lowest(List<Status> statuses) {
        var lowest = statuses.stream().min(naturalOrder()).orElseThrow();
        var begun = statuses.stream().anyMatch(status -> status != Status.QUEUED);
        return lowest == Status.QUEUED && begun ? Status.SENDING : lowest;
    }

    private static Status status(PartState state) {
        return switch (state) {
            case PENDING -> Status.QUEUED;
            case SENDING -> Status.SENDING;
            case SENT -> Status.SENT;
            case DELIVERED -> Status.DELIVERED;
            case READ -> Status.READ;
            case UNKNOWN -> Status.UNKNOWN;
            case SUPPRESSED -> Status.SUPPRESSED;
            case FAILED -> Status.FAILED;
        };
    }
}

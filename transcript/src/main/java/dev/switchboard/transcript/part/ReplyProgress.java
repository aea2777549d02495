package dev.switchboard.transcript.part;

import static java.util.Comparator.naturalOrder;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a whole reply has come: as far as its least advanced part; and failed, suppressed or
 * unknown where one part is, in this order.
 *
 * @param failure why, where a part has failed or is unknown
 */
public record ReplyProgress(Status status, Optional<PartFailure> failure) {

    /** The status of a reply's message in the transcript. */
    public enum Status {
        QUEUED,
        SENDING,
        SENT,
        DELIVERED,
        READ,
        UNKNOWN,
        SUPPRESSED,
        FAILED;

        /** As the transcript and the API write it. */
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
        var worst = statuses.stream().max(naturalOrder()).orElseThrow();
        return switch (worst) {
            case FAILED, SUPPRESSED, UNKNOWN -> worst;
            case QUEUED, SENDING, SENT, DELIVERED, READ -> leastAdvanced(statuses);
        };
    }

    private static Status leastAdvanced(List<Status> statuses) {
        var least = statuses.stream().min(naturalOrder()).orElseThrow();
        var begun = statuses.stream().anyMatch(status -> status != Status.QUEUED);
        return least == Status.QUEUED && begun ? Status.SENDING : least;
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

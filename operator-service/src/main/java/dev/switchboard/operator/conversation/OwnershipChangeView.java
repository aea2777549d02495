package dev.switchboard.operator.conversation;

import dev.switchboard.transcript.read.OwnershipHistory.OwnershipChange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One change of ownership, as the API shows it. */
@Schema(name = "ControlChange")
public record OwnershipChangeView(
        @Schema(
                        examples = "ai",
                        enumeration = {"ai", "operator"})
                String from,
        @Schema(
                        examples = "operator",
                        enumeration = {"ai", "operator"})
                String to,
        long epoch,
        @Schema(examples = "api") String changedBy,
        @Schema(examples = "the customer asked for a person") Optional<String> reason,
        Instant at) {

    /** Ownership changes of one conversation, newest first. */
    @Schema(name = "ControlChanges")
    public record OwnershipChanges(List<OwnershipChangeView> changes) {}

    static OwnershipChangeView of(OwnershipChange change) {
        return new OwnershipChangeView(
                change.from().name().toLowerCase(Locale.ROOT),
                change.to().name().toLowerCase(Locale.ROOT),
                change.epoch(),
                change.changedBy(),
                change.reason(),
                change.at());
    }
}

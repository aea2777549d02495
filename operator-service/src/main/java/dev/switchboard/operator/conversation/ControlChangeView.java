package dev.switchboard.operator.conversation;

import dev.switchboard.transcript.reading.ControlHistory.ControlChange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One change of hands as the API shows it. */
@Schema(name = "ControlChange")
public record ControlChangeView(
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

    /** The changes of one conversation, the newest first. */
    @Schema(name = "ControlChanges")
    public record Page(List<ControlChangeView> changes) {}

    static ControlChangeView of(ControlChange change) {
        return new ControlChangeView(
                change.from().name().toLowerCase(Locale.ROOT),
                change.to().name().toLowerCase(Locale.ROOT),
                change.epoch(),
                change.changedBy(),
                change.reason(),
                change.at());
    }
}

package dev.switchboard.operator.aiswitch;

import dev.switchboard.transcript.aicontrol.AiChange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One change that an operator made to the AI, as the API shows it. */
@Schema(name = "AiChange")
public record AiChangeView(
        @Schema(enumeration = {"switched_on", "switched_off", "reset", "debug_on", "debug_off"})
                String kind,
        @Schema(examples = "+493012345678") Optional<String> business,
        Optional<UUID> conversation,
        @Schema(examples = "api") String changedBy,
        Optional<String> reason,
        Instant at) {

    /** Changes, newest first. */
    @Schema(name = "AiChanges")
    public record AiChanges(List<AiChangeView> changes) {}

    static AiChangeView of(AiChange change) {
        return new AiChangeView(
                change.kind().name().toLowerCase(Locale.ROOT),
                change.business(),
                change.conversation().map(id -> id.value()),
                change.changedBy(),
                change.reason(),
                change.at());
    }
}

package dev.switchboard.transcript.spend;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ModelCallId;
import dev.switchboard.common.identity.TurnId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Row of the ledger: a model call, what it used and what it cost.
 *
 * @param business the provider's id of the business number
 * @param outcome {@code answer}, the code of a failure, or {@code cancelled}
 * @param finish the end of the answer as the provider spells it
 */
public record AiCall(
        ModelCallId id,
        TurnId turn,
        ConversationId conversation,
        String business,
        Kind kind,
        Profile profile,
        Optional<Version> persona,
        String model,
        String outcome,
        Optional<String> finish,
        TokenCounts tokens,
        Cost cost,
        Instant startedAt,
        long tookMillis) {

    /** Purpose of a call. */
    public enum Kind {
        ANSWER
    }

    /** A row of the AI's settings at one version. */
    public record Version(UUID id, long version) {}

    /**
     * Profile at one version.
     *
     * @param id empty for the built-in one
     */
    public record Profile(Optional<UUID> id, long version, String name) {}

    /**
     * Cost of a call.
     *
     * @param micros millionths of a dollar
     * @param estimated true where the provider told no usage
     * @param priceTaken the date of the price list, or {@code profile} or {@code unknown}
     */
    public record Cost(long micros, boolean estimated, String priceTaken) {}
}

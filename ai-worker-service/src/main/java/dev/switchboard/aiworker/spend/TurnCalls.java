package dev.switchboard.aiworker.spend;

import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.aiworker.model.GuardedModel;
import dev.switchboard.aiworker.model.ProfileTerms;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.ModelCallId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.transcript.spend.AiCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Model calls for a turn batch, numbered by profile. An answer's call waits here for the claim that
 * writes it to the ledger; {@link #close} leaves it to the ledger's own writer. Thread-safe, since
 * a cancelled call may end after the next one has begun.
 */
public final class TurnCalls implements AutoCloseable {
    private final PaidCalls paidCalls;
    private final CallLedger ledger;
    private final TurnId turn;
    private final ConversationKey conversation;
    private final Optional<AiCall.Version> persona;
    private final Map<String, Integer> made = new HashMap<>();
    private final List<AiCall> unclaimed = new ArrayList<>();
    private boolean isClosed;

    TurnCalls(
            PaidCalls paidCalls,
            CallLedger ledger,
            TurnBatch batch,
            ConversationSettings settings) {
        this.paidCalls = paidCalls;
        this.ledger = ledger;
        turn = batch.turnIds().getFirst();
        conversation = batch.conversation();
        persona = settings.persona().map(it -> new AiCall.Version(it.id(), it.version()));
    }

    TurnId turn() {
        return turn;
    }

    Optional<AiCall.Version> persona() {
        return persona;
    }

    /**
     * Calls the model once, or not at all where a ceiling leaves no room: that is a failure with
     * {@code SPEND_CEILING}, after which a cheaper model may be called.
     */
    public ModelResult call(GuardedModel model, Prompt prompt) throws InterruptedException {
        return paidCalls.call(this, model, prompt);
    }

    synchronized PendingCall next(ProfileTerms profile, Instant at) {
        var number = made.merge(profile.key(), 1, Integer::sum);
        return new PendingCall(ModelCallId.of(turn, profile.key(), number), conversation, at);
    }

    synchronized void keepForClaim(AiCall call) {
        if (isClosed) {
            ledger.add(List.of(call));
        } else {
            unclaimed.add(call);
        }
    }

    /** Takes the calls whose rows are to be written with the claim of their reply. */
    public synchronized List<AiCall> takeForClaim() {
        var taken = List.copyOf(unclaimed);
        unclaimed.clear();
        return taken;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        ledger.add(unclaimed);
        unclaimed.clear();
    }
}

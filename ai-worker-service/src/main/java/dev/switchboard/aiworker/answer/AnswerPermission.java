package dev.switchboard.aiworker.answer;

import dev.switchboard.aiworker.aiswitch.AiSwitch;
import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.OwnershipStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Permission to go on with a turn batch, while the AI is its owner and switched on. */
@ApplicationScoped
class AnswerPermission {
    private final OwnershipStore ownerships;
    private final AiSwitch aiSwitch;

    AnswerPermission(OwnershipStore ownerships, AiSwitch aiSwitch) {
        this.ownerships = ownerships;
        this.aiSwitch = aiSwitch;
    }

    /**
     * False also where the ownership is another one than that of the decision, or the AI is
     * switched off for the conversation.
     */
    boolean holds(TurnBatch batch, Ownership ownership) {
        return isSwitchedOn(batch)
                && ownerships
                        .currentWithAiOn(batch.conversation().id())
                        .filter(ownership::equals)
                        .isPresent();
    }

    /** As far as it is known here; the switch of a conversation is left to the claim. */
    boolean isSwitchedOn(TurnBatch batch) {
        return aiSwitch.isOn(batch.conversation().business());
    }
}

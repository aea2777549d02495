package dev.switchboard.operator.deadletter;

import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.event.TurnReady.Closing;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.deadletter.DeadLetterView.Turn;
import dev.switchboard.operator.deadletter.DeadLetterView.TurnState;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.reply.ReplyStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/** Prepares turns that ended in an apology to be answered after all. */
@ApplicationScoped
class FailedTurns {
    private final DeadLetterStore store;
    private final OwnershipStore ownerships;
    private final ReplyStore replies;
    private final InstantSource clock;

    FailedTurns(
            DeadLetterStore store,
            OwnershipStore ownerships,
            ReplyStore replies,
            InstantSource clock) {
        this.store = store;
        this.ownerships = ownerships;
        this.replies = replies;
        this.clock = clock;
    }

    /**
     * The letter's turn under a new id that follows from its own, which the apology has claimed;
     * however often it is published, it is claimed once. Empty if the letter's record is no turn
     * that ended in an apology.
     *
     * @throws RefusedRequest 409 if the AI is not to answer it any more
     */
    Optional<TurnReady> retried(DeadLettered letter) {
        var state = store.find(letter.eventId()).flatMap(DeadLetterView::turn).map(Turn::state);
        return DeadLetterStore.turnIn(letter)
                .filter(_ -> state.equals(Optional.of(TurnState.APOLOGIZED)))
                .map(this::retried);
    }

    private TurnReady retried(TurnReady failed) {
        if (!ownerships.current(failed.conversation().id()).isOwnedByAi()) {
            throw conflict("an operator is the owner: let them answer, or hand it back first");
        }
        var id = nextId(failed.id());
        if (store.isAnsweredSince(failed.id())) {
            throw conflict(
                    "the customer has had an answer since the apology: if it is not enough, take"
                            + " the conversation over and write to them");
        }
        return new TurnReady(
                id, failed.conversation(), failed.messages(), Closing.HANDBACK, clock.instant());
    }

    /** Skips ids under which the replayed turn was left to an operator. */
    private TurnId nextId(TurnId failed) {
        var id = failed.retried();
        for (var result = replies.resultOf(id); result.isPresent(); result = replies.resultOf(id)) {
            if (result.get().reply().isPresent()) {
                throw conflict(
                        "the turn was replayed and has a reply: where it failed again there is a"
                                + " newer letter, which can be replayed");
            }
            id = id.retried();
        }
        return id;
    }

    private static RefusedRequest conflict(String detail) {
        return RefusedRequest.conflicting("id", detail);
    }
}

package dev.switchboard.operator.deadletter;

import dev.switchboard.model.event.DeadLettered;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.event.TurnReady.Closing;
import dev.switchboard.model.identity.TurnId;
import dev.switchboard.operator.deadletter.DeadLetter.Turn;
import dev.switchboard.operator.deadletter.DeadLetter.TurnState;
import dev.switchboard.operator.problem.RefusedRequest;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.reply.ReplyStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/** Has turns that ended in an apology answered after all. */
@ApplicationScoped
class FailedTurns {
    private final DeadLetterStore store;
    private final ControlStore controls;
    private final ReplyStore replies;
    private final InstantSource clock;

    FailedTurns(
            DeadLetterStore store, ControlStore controls, ReplyStore replies, InstantSource clock) {
        this.store = store;
        this.controls = controls;
        this.replies = replies;
        this.clock = clock;
    }

    /**
     * The letter's turn, under an id that follows from its own: the apology has settled that one,
     * and however often this one is published it is settled once. Empty where the letter is of no
     * turn that ended in an apology.
     *
     * @throws RefusedRequest 409 when the AI is not to answer it any more
     */
    Optional<TurnReady> retried(DeadLettered letter) {
        var state = store.find(letter.eventId()).flatMap(DeadLetter::turn).map(Turn::state);
        return DeadLetterStore.turnIn(letter)
                .filter(_ -> state.equals(Optional.of(TurnState.APOLOGIZED)))
                .map(this::retried);
    }

    private TurnReady retried(TurnReady failed) {
        if (!controls.current(failed.conversation().id()).isWithAi()) {
            throw conflict("a person has the line: let them answer, or hand it back first");
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

    /** Where a person had the line when the replayed turn came, it was left to them. */
    private TurnId nextId(TurnId failed) {
        var id = failed.retried();
        for (var settled = replies.settlementOf(id);
                settled.isPresent();
                settled = replies.settlementOf(id)) {
            if (settled.get().reply().isPresent()) {
                throw conflict(
                        "the turn was replayed and has a reply: where it failed again there is a"
                                + " newer letter, which can be replayed");
            }
            id = id.retried();
        }
        return id;
    }

    private static RefusedRequest conflict(String why) {
        return RefusedRequest.conflicting("id", why);
    }
}

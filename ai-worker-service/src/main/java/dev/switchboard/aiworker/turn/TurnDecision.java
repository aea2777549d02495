package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.text.StandardTexts;
import dev.switchboard.common.event.MessageRevisions;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.reply.ReplyStore;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Decides the reply to a turn batch, if it gets one, and claims its turns. */
@ApplicationScoped
public class TurnDecision {
    private static final Logger LOG = Logger.getLogger(TurnDecision.class);

    private final OwnershipStore ownerships;
    private final ReplyStore replies;
    private final AnswerLoop answerLoop;
    private final StandardTexts texts;
    private final StaleTurnPolicy staleTurns;
    private final EchoFilter echoFilter;
    private final RecordedEdits recordedEdits;
    private final ReplyClaimer claimer;

    TurnDecision(
            OwnershipStore ownerships,
            ReplyStore replies,
            AnswerLoop answerLoop,
            StandardTexts texts,
            StaleTurnPolicy staleTurns,
            EchoFilter echoFilter,
            RecordedEdits recordedEdits,
            ReplyClaimer claimer) {
        this.ownerships = ownerships;
        this.replies = replies;
        this.answerLoop = answerLoop;
        this.texts = texts;
        this.staleTurns = staleTurns;
        this.echoFilter = echoFilter;
        this.recordedEdits = recordedEdits;
        this.claimer = claimer;
    }

    /**
     * Returns when all the batch's turns have a result, and those that joined it meanwhile; or,
     * with the others unchanged, when one of them had a result already or the ownership has changed
     * meanwhile.
     */
    void decide(TurnBatch batch) throws InterruptedException {
        var ownership = ownerships.current(batch.conversation().id());
        if (!ownership.isOwnedByAi()) {
            if (replies.leaveToOperator(batch.conversation().id(), batch.turnIds())) {
                logUnanswered(batch, "an operator is the owner");
            }
        } else if (ownership.optedOut()) {
            leaveUnanswered(batch, "the customer has opted out");
        } else if (staleTurns.isStale(batch)) {
            leaveUnanswered(batch, "too old");
        } else {
            var messages = recordedEdits.removeFrom(MessageRevisions.applied(batch.messages()));
            reply(ResponseKind.of(echoFilter.removeFrom(messages)), batch, ownership);
        }
    }

    private void reply(ResponseKind kind, TurnBatch batch, Ownership ownership)
            throws InterruptedException {
        switch (kind) {
            case ResponseKind.NoReply _ -> leaveUnanswered(batch, "nothing to answer");
            case ResponseKind.StandardReply(var text) ->
                    claimer.claim(batch, ownership, ReplyText.ofSystem(texts.text(text)));
            case ResponseKind.ModelAnswer _ ->
                    answerLoop
                            .answer(batch, ownership)
                            .ifPresent(answered ->
                                    claimer.claim(answered.batch(), ownership, answered.text()));
        }
    }

    private void leaveUnanswered(TurnBatch batch, String reason) {
        replies.leaveUnanswered(batch.turnIds());
        logUnanswered(batch, reason);
    }

    private static void logUnanswered(TurnBatch batch, String reason) {
        LOG.infof(
                "Turn left unanswered conversation=%s turn=%s reason=%s",
                batch.conversation().id(), batch.turnIds().getFirst(), reason);
    }
}

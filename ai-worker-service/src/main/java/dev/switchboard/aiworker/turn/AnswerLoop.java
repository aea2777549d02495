package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.model.ModelResult;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.OwnershipStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Answers a turn batch so that a customer who writes more meanwhile gets one reply: the newer turn
 * cancels the model call and joins the batch, at most {@link #MAX_RESTARTS} times. While the model
 * fails the batch backs off, and every newer turn joins it.
 */
@ApplicationScoped
public class AnswerLoop {
    static final int MAX_RESTARTS = 3;
    private static final Logger LOG = Logger.getLogger(AnswerLoop.class);

    private final TurnJoiner joiner;
    private final CancellableModelCall modelCall;
    private final AnswerSource answerSource;
    private final RetryStates retryStates;
    private final DelayNotice delayNotice;
    private final OwnershipStore ownerships;
    private final MeterRegistry meters;

    AnswerLoop(
            TurnJoiner joiner,
            CancellableModelCall modelCall,
            AnswerSource answerSource,
            RetryStates retryStates,
            DelayNotice delayNotice,
            OwnershipStore ownerships,
            MeterRegistry meters) {
        this.joiner = joiner;
        this.modelCall = modelCall;
        this.answerSource = answerSource;
        this.retryStates = retryStates;
        this.delayNotice = delayNotice;
        this.ownerships = ownerships;
        this.meters = meters;
    }

    /** The text for the reply, and the batch that it answers, with the turns that joined it. */
    record Answered(TurnBatch batch, ReplyText text) {}

    /**
     * @return empty when the ownership has changed meanwhile: the turn is to be decided again
     */
    Optional<Answered> answer(TurnBatch initial, Ownership ownership) throws InterruptedException {
        var retries = retryStates.start();
        var batch = initial;
        var restarts = 0;
        do {
            batch = joiner.withWaiting(batch);
            if (retries.isNoticeDue()) {
                delayNotice.send(batch, ownership);
            }
            if (retries.isExhausted()) {
                return Optional.of(apology(batch, retries));
            }
            if (!retries.tryAcquire()) {
                modelCall.backOff(batch, ownership, retries.waitTime());
                continue;
            }
            switch (callModel(batch, ownership, restarts < MAX_RESTARTS)) {
                case CallResult.Completed(ModelResult.Answer answer) -> {
                    return Optional.of(new Answered(batch, ReplyText.of(answer)));
                }
                case CallResult.Completed(ModelResult.Failure failure) ->
                        retries.onFailure(failure);
                case CallResult.Cancelled _ -> restarts++;
            }
        } while (ownerships.current(batch.conversation().id()).equals(ownership));
        return Optional.empty();
    }

    private CallResult callModel(TurnBatch batch, Ownership ownership, boolean isRestartable)
            throws InterruptedException {
        var prompt = answerSource.prompt(batch, ownership);
        var result = modelCall.call(batch, ownership, prompt, isRestartable);
        if (result instanceof CallResult.Cancelled) {
            meters.counter("switchboard.turn.restarts").increment();
            LOG.infof(
                    "Model call cancelled by a newer turn or a takeover conversation=%s turn=%s",
                    batch.conversation().id(), batch.turnIds().getFirst());
        }
        return result;
    }

    private Answered apology(TurnBatch batch, RetryState retries) {
        return new Answered(batch, answerSource.apology(batch, retries.finalFailure()));
    }
}

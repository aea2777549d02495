package dev.switchboard.aiworker.answer;

import dev.switchboard.aiworker.inflight.HintPublisher;
import dev.switchboard.aiworker.inflight.InFlightTurns;
import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.aiworker.model.ModelChain;
import dev.switchboard.aiworker.model.ModelChain.Called;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.aiworker.spend.PaidCalls;
import dev.switchboard.aiworker.spend.TurnCalls;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.transcript.ownership.Ownership;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Calls the models of a chain for turn batches, under the ceilings of spend, so that newer turns
 * and takeovers can cancel the calls.
 */
@ApplicationScoped
class ModelCaller {
    private final InFlightTurns inFlight;
    private final HintPublisher hints;
    private final PaidCalls paidCalls;

    ModelCaller(InFlightTurns inFlight, HintPublisher hints, PaidCalls paidCalls) {
        this.inFlight = inFlight;
        this.hints = hints;
        this.paidCalls = paidCalls;
    }

    /** Question to the models of a chain. */
    record Question(ModelChain models, Prompt prompt, TurnCalls calls) {

        private Called ask() throws InterruptedException {
            return models.call(prompt, calls::call);
        }
    }

    /** Begins the calls for a turn batch, which may grow. */
    TurnCalls begin(TurnBatch batch, ConversationSettings settings) {
        return paidCalls.of(batch, settings);
    }

    /**
     * Asks the models once.
     *
     * @return empty when a newer turn or a takeover has cancelled the call
     */
    Optional<Called> call(
            TurnBatch batch, Ownership ownership, Question question, boolean isRestartable)
            throws InterruptedException {
        return inFlight.run(batch, ownership.epoch(), isRestartable, () -> call(batch, question));
    }

    private Called call(TurnBatch batch, Question question) throws InterruptedException {
        try (var _ = hints.answering(batch)) {
            return question.ask();
        }
    }
}

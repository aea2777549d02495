package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.model.Prompt;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.transcript.control.Control;
import dev.switchboard.transcript.reply.ReplyStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jboss.logging.Logger;

/**
 * Has a question answered so that a customer who adds something meanwhile gets one reply: the
 * newcomer cancels the model's call and becomes part of the question, at most {@link
 * #MOST_RESTARTS} times.
 */
@ApplicationScoped
public class OneVoice {
    static final int MOST_RESTARTS = 3;
    private static final Logger LOG = Logger.getLogger(OneVoice.class);

    private final Newcomers newcomers;
    private final TurnRecorder recorder;
    private final ReplyStore replies;
    private final Answerer answerer;
    private final HintPublisher hints;
    private final MeterRegistry meters;

    OneVoice(
            Newcomers newcomers,
            TurnRecorder recorder,
            ReplyStore replies,
            Answerer answerer,
            HintPublisher hints,
            MeterRegistry meters) {
        this.newcomers = newcomers;
        this.recorder = recorder;
        this.replies = replies;
        this.answerer = answerer;
        this.hints = hints;
        this.meters = meters;
    }

    /** What to say, and to which turns: those asked and those that joined them. */
    record Answered(Question question, Words words) {}

    Answered answer(Question asked, Control control) throws InterruptedException {
        var question = asked;
        for (var restarts = 0; restarts < MOST_RESTARTS; restarts++) {
            question = joined(question);
            var words = unlessSomebodyComes(question, answerer.prompt(question, control));
            if (words.isPresent()) {
                return new Answered(question, words.get());
            }
            meters.counter("switchboard.turn.restarts").increment();
            LOG.infof(
                    "Answer begun anew, the customer wrote more conversation=%s turn=%s",
                    question.conversation().id(), question.turnIds().getFirst());
        }
        question = joined(question);
        return new Answered(question, words(question, answerer.prompt(question, control)));
    }

    /**
     * With the turns that wait behind it; not with those that are settled or hold other turns'
     * messages, as after a redelivery: their lane sees to them when it is their turn.
     */
    private Question joined(Question question) {
        var joined = question;
        for (var turn : newcomers.behind(question)) {
            if (replies.settlementOf(turn.id()).isEmpty() && isRecordedWhole(turn)) {
                joined = joined.with(turn);
            } else {
                newcomers.begun(turn);
            }
        }
        return joined;
    }

    private boolean isRecordedWhole(TurnReady turn) {
        var recorded = recorder.record(turn);
        recorded.fresh().forEach(it -> hints.recorded(turn.conversation(), it.id()));
        return recorded.turns().equals(List.of(turn));
    }

    private Optional<Words> unlessSomebodyComes(Question question, Prompt prompt)
            throws InterruptedException {
        var trace = Context.current();
        var work = new FutureTask<>(trace.wrap(() -> words(question, prompt)));
        if (!newcomers.begin(question, work)) {
            return Optional.empty();
        }
        try {
            Thread.ofVirtual().name("answer").start(work);
            return Optional.of(work.get());
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no answer was found", e.getCause());
        } finally {
            work.cancel(true);
            newcomers.ended(question);
        }
    }

    private Words words(Question question, Prompt prompt) throws InterruptedException {
        try (var _ = hints.answering(question)) {
            return answerer.answer(question, prompt);
        }
    }
}

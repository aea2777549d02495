package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.model.ModelResult;
import dev.switchboard.transcript.control.Control;
import dev.switchboard.transcript.control.ControlStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Has a question answered so that a customer who adds something meanwhile gets one reply: the
 * newcomer cancels the model's call and becomes part of the question, at most {@link
 * #MOST_RESTARTS} times. While the model fails the question waits, and takes in whatever comes.
 */
@ApplicationScoped
public class OneVoice {
    static final int MOST_RESTARTS = 3;
    private static final Logger LOG = Logger.getLogger(OneVoice.class);

    private final Joining joining;
    private final Interruptible model;
    private final Answerer answerer;
    private final Efforts efforts;
    private final Notices notices;
    private final ControlStore controls;
    private final MeterRegistry meters;

    OneVoice(
            Joining joining,
            Interruptible model,
            Answerer answerer,
            Efforts efforts,
            Notices notices,
            ControlStore controls,
            MeterRegistry meters) {
        this.joining = joining;
        this.model = model;
        this.answerer = answerer;
        this.efforts = efforts;
        this.notices = notices;
        this.controls = controls;
        this.meters = meters;
    }

    /** What to say, and to which turns: those asked and those that joined them. */
    record Answered(Question question, Words words) {}

    /**
     * @return empty when the line has changed hands meanwhile: whoever has it now decides anew
     */
    Optional<Answered> answer(Question asked, Control control) throws InterruptedException {
        var effort = efforts.begin();
        var question = asked;
        var restarts = 0;
        do {
            question = joining.joined(question);
            if (effort.isTimeForNotice()) {
                notices.send(question, control);
            }
            if (effort.isOver()) {
                return Optional.of(apology(question, effort));
            }
            if (!effort.mayAsk()) {
                model.rest(question, control, effort.rest());
                continue;
            }
            switch (ask(question, control, restarts < MOST_RESTARTS)) {
                case Asked.Result(ModelResult.Answer answer) -> {
                    return Optional.of(new Answered(question, Words.of(answer)));
                }
                case Asked.Result(ModelResult.Failure failure) -> effort.failed(failure);
                case Asked.Interrupted _ -> restarts++;
            }
        } while (controls.current(question.conversation().id()).equals(control));
        return Optional.empty();
    }

    private Asked ask(Question question, Control control, boolean isOpen)
            throws InterruptedException {
        var asked = model.ask(question, control, answerer.prompt(question, control), isOpen);
        if (asked instanceof Asked.Interrupted) {
            meters.counter("switchboard.turn.restarts").increment();
            LOG.infof(
                    "Model's call interrupted, the customer wrote more or a person has the line"
                            + " conversation=%s turn=%s",
                    question.conversation().id(), question.turnIds().getFirst());
        }
        return asked;
    }

    private Answered apology(Question question, Effort effort) {
        return new Answered(question, answerer.apology(question, effort.failure()));
    }
}

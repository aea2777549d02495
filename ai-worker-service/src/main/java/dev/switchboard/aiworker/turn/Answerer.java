package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.history.HistoryReader;
import dev.switchboard.aiworker.history.OperatorMark;
import dev.switchboard.aiworker.markdown.WhatsAppMarks;
import dev.switchboard.aiworker.model.FailureCode;
import dev.switchboard.aiworker.model.ModelGate;
import dev.switchboard.aiworker.model.ModelResult;
import dev.switchboard.aiworker.model.Prompt;
import dev.switchboard.aiworker.persona.Personas;
import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.aiworker.text.StandardTexts;
import dev.switchboard.chassis.failure.LoggableFailure;
import dev.switchboard.model.content.VisibleText;
import dev.switchboard.transcript.control.Control;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** Finds the model's words for a question, or the standard text where there are none. */
@ApplicationScoped
public class Answerer {
    private static final Logger LOG = Logger.getLogger(Answerer.class);

    private final Personas personas;
    private final HistoryReader history;
    private final ModelGate model;
    private final StandardTexts texts;
    private final MeterRegistry meters;
    private final Tracer tracer;

    Answerer(
            Personas personas,
            HistoryReader history,
            ModelGate model,
            StandardTexts texts,
            MeterRegistry meters,
            Tracer tracer) {
        this.personas = personas;
        this.history = history;
        this.model = model;
        this.texts = texts;
        this.meters = meters;
        this.tracer = tracer;
    }

    /** What the model is to be asked, with the conversation as the transcript has it now. */
    Prompt prompt(Question question, Control control) {
        var conversation = question.conversation();
        var system = personas.systemPrompt(conversation.business(), control.epoch() > 0);
        return history.prompt(system, conversation.id(), question.messages());
    }

    /**
     * Asks once. Holds no connection to the database; an interrupt cancels the model's call.
     *
     * @return an answer whose words a customer can see, with WhatsApp's marks, or why there is none
     */
    ModelResult ask(Question question, Prompt prompt) throws InterruptedException {
        var span =
                tracer.spanBuilder("model reply")
                        .setAttribute("provider", model.provider())
                        .setAttribute("model", model.name())
                        .startSpan();
        try (var _ = span.makeCurrent()) {
            return visible(question, model.ask(prompt));
        } finally {
            span.end();
        }
    }

    private ModelResult visible(Question question, ModelResult result) {
        return switch (result) {
            case ModelResult.Answer answer -> {
                var text = OperatorMark.removedFrom(VisibleText.of(answer.text())).strip();
                yield VisibleText.isBlank(text)
                        ? ModelResult.Failure.of(FailureCode.EMPTY, "no visible words")
                        : answer.saying(formatted(text, WhatsAppMarks::of));
            }
            case ModelResult.Failure failure -> {
                LOG.warnf(
                        "Model gave no answer turn=%s provider=%s code=%s detail=%s",
                        question.turnIds().getFirst(),
                        model.provider(),
                        failure.code(),
                        failure.detail());
                yield failure;
            }
        };
    }

    /** An answer without WhatsApp's marks is better than none. */
    static String formatted(String text, UnaryOperator<String> formatter) {
        try {
            return formatter.apply(text);
        } catch (RuntimeException bug) {
            LOG.warn(
                    "An answer is sent as the model wrote it, as its formatting failed by a bug",
                    LoggableFailure.of(bug));
            return text;
        }
    }

    /** What the customer is told when the model has failed for good. */
    Words apology(Question question, ModelResult.Failure failure) {
        LOG.logf(
                failure.code() == FailureCode.BLOCKED ? Level.WARN : Level.ERROR,
                "Turn not answered by the model conversation=%s turn=%s provider=%s code=%s"
                        + " detail=%s%s",
                question.conversation().id(),
                question.turnIds().getFirst(),
                model.provider(),
                failure.code(),
                failure.detail(),
                advice(failure.code()));
        meters.counter(
                        "switchboard.turn.failures",
                        "code",
                        failure.code().name().toLowerCase(Locale.ROOT))
                .increment();
        return Words.ofFailure(texts.words(StandardText.after(failure.code())), failure);
    }

    private static String advice(FailureCode code) {
        return code == FailureCode.CONFIGURATION
                ? "; check AI_API_KEY (or GOOGLE_API_KEY), AI_MODEL and AI_BASE_URL"
                : "";
    }
}

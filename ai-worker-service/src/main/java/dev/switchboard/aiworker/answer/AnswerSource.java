package dev.switchboard.aiworker.answer;

import dev.switchboard.aiworker.history.HistoryReader;
import dev.switchboard.aiworker.history.OperatorMark;
import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.aiworker.markdown.WhatsAppMarkup;
import dev.switchboard.aiworker.model.ModelChain.Called;
import dev.switchboard.aiworker.model.ModelGates;
import dev.switchboard.aiworker.model.ModelSettings;
import dev.switchboard.aiworker.persona.Personas;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.aiworker.text.StandardTexts;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.content.VisibleText;
import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.turn.TurnSnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Source of the texts around a model call: the prompt before it, the text for the customer after
 * it, and the apology where the model fails for good.
 */
@ApplicationScoped
public class AnswerSource {
    private static final Logger LOG = Logger.getLogger(AnswerSource.class);

    private final Personas personas;
    private final HistoryReader history;
    private final RetryState.Policy retryPolicy;
    private final StandardTexts texts;
    private final MeterRegistry meters;
    private final InstantSource clock;

    AnswerSource(
            Personas personas,
            HistoryReader history,
            ModelSettings settings,
            StandardTexts texts,
            MeterRegistry meters,
            InstantSource clock) {
        this.personas = personas;
        this.history = history;
        retryPolicy = RetryState.Policy.of(settings);
        this.texts = texts;
        this.meters = meters;
        this.clock = clock;
    }

    /** State of a batch that is taken up now. */
    RetryState startRetries(ConversationSettings settings) {
        return new RetryState(retryPolicy, settings.models()::circuitDelay, clock);
    }

    /** Prompt of a turn batch, with the newest messages of the session as its history. */
    Prompt prompt(
            TurnBatch batch,
            Ownership ownership,
            ConversationSettings settings,
            TurnSnapshot state) {
        var conversation = batch.conversation().id();
        return history.prompt(
                        personas.systemPrompt(settings, ownership.epoch() > 0),
                        settings.historyLimits(),
                        conversation,
                        state.newestOfSession(),
                        batch.messages())
                .of(conversation);
    }

    /** The result with visible text and WhatsApp's marks, or as a failure, which it logs. */
    ModelResult sanitized(TurnBatch batch, Called called) {
        return switch (called.result()) {
            case ModelResult.Answer answer -> {
                var text = OperatorMark.removedFrom(VisibleText.of(answer.text())).strip();
                yield VisibleText.isBlank(text)
                        ? ModelResult.Failure.of(FailureCode.EMPTY, "no visible text")
                        : answer.withText(formatted(text, WhatsAppMarkup::of));
            }
            case ModelResult.Failure failure -> {
                LOG.warnf(
                        "Model call failed turn=%s profile=%s provider=%s code=%s detail=%s",
                        batch.turnIds().getFirst(),
                        called.model().profile(),
                        called.model().provider(),
                        failure.code(),
                        failure.detail());
                yield failure;
            }
            case ModelResult.CircuitOpen open -> open;
        };
    }

    /** Returns the text as it is when its formatting fails by a bug. */
    static String formatted(String text, UnaryOperator<String> formatter) {
        try {
            return formatter.apply(text);
        } catch (RuntimeException bug) {
            LOG.warn(
                    "Answer formatting failed by a bug, sending it as the model wrote it",
                    LoggableFailure.of(bug));
            return text;
        }
    }

    /**
     * Standard text for a turn batch for which the model has failed for good; logs and counts it.
     */
    ReplyText apology(TurnBatch batch, ConversationSettings settings, ModelResult.Failure failure) {
        var profiles = settings.models().profiles();
        LOG.logf(
                failure.code() == FailureCode.BLOCKED ? Level.WARN : Level.ERROR,
                "Turn failed, replying with an apology conversation=%s turn=%s profiles=%s code=%s"
                        + " detail=%s%s",
                batch.conversation().id(),
                batch.turnIds().getFirst(),
                String.join(",", profiles),
                failure.code(),
                failure.detail(),
                advice(profiles, failure.code()));
        meters.counter(
                        "switchboard.turn.failures",
                        "code",
                        failure.code().name().toLowerCase(Locale.ROOT))
                .increment();
        var text = texts.text(settings, StandardText.forFailure(failure.code()));
        return ReplyText.ofFailure(text, failure);
    }

    private static String advice(List<String> profiles, FailureCode code) {
        return switch (code) {
            case ACCOUNT_REFUSED, CONFIGURATION ->
                    profiles.getFirst().equals(ModelGates.BUILT_IN)
                            ? "; check AI_API_KEY (or GOOGLE_API_KEY), AI_MODEL and AI_BASE_URL"
                            : "; check the profile's key, model and baseUrl";
            case RATE_LIMITED,
                    OVERLOADED,
                    UNREACHABLE,
                    UNREADABLE,
                    TIMEOUT,
                    EMPTY,
                    BLOCKED,
                    SPEND_CEILING,
                    INTERNAL ->
                    "";
        };
    }
}

package dev.switchboard.operator.handoff;

import dev.switchboard.chassis.failure.Infrastructure;
import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.model.event.ConversationChanged.Change;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.operator.problem.RefusedRequest;
import dev.switchboard.transcript.control.Control;
import dev.switchboard.transcript.control.ControlStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Gives the line to a person and back to the AI, and tells everybody who watches. */
@ApplicationScoped
public class Handoff {
    private static final Logger LOG = Logger.getLogger(Handoff.class);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final ControlStore controls;
    private final OpenQuestions questions;
    private final TurnRelay turns;
    private final EventPublisher events;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    Handoff(
            ControlStore controls,
            OpenQuestions questions,
            TurnRelay turns,
            EventPublisher events,
            InstantSource clock,
            MeterRegistry metrics) {
        this.controls = controls;
        this.questions = questions;
        this.turns = turns;
        this.events = events;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Once this has returned, no AI part's send starts. Where a person has the line already nothing
     * changes; a send in flight is waited for.
     *
     * @throws RefusedRequest 503, with nothing changed, when a send does not end in time; also 503
     *     when the database does not answer, and nobody knows whether the line has changed hands
     */
    public Control takeOver(ConversationKey conversation, String who, Optional<String> why) {
        return changed(
                conversation,
                "takeover",
                exact(() -> controls.takeOver(conversation.id(), who, why)));
    }

    /** Somebody took over by writing to the customer without us, as the store already knows. */
    public void tookOver(ConversationKey conversation, ControlStore.Change change) {
        var _ = changed(conversation, "takeover", change);
    }

    /** Where the AI has the line already nothing changes. */
    public Control handBack(ConversationKey conversation, String who, Optional<String> why) {
        return changed(
                conversation,
                "handback",
                exact(() -> controls.handBack(conversation.id(), who, why)));
    }

    /** The same, and the AI answers what the customer has written and nobody has answered. */
    Control handBackWithQuestions(ConversationKey conversation, String who, Optional<String> why) {
        var handback = exact(() -> questions.handBack(conversation, who, why));
        var now = changed(conversation, "handback", handback.change());
        handback.open().ifPresent(turns::publish);
        return now;
    }

    private static <T> T exact(Supplier<T> change) {
        try {
            return change.get();
        } catch (RuntimeException e) {
            if (Infrastructure.isDown(e)) {
                LOG.warnf(
                        "A change of hands was not possible in time cause=%s",
                        e.getClass().getSimpleName());
                throw RefusedRequest.notNow(
                        Infrastructure.isLockNotAvailable(e)
                                ? "the line cannot change hands now and has not: a message is just"
                                        + " being sent; try again"
                                : "the database does not answer: the line may have changed hands or"
                                        + " not; try again, a repeat does no harm",
                        SOON);
            }
            throw e;
        }
    }

    private Control changed(ConversationKey conversation, String kind, ControlStore.Change change) {
        if (change.changed()) {
            metrics.counter("switchboard.handoffs", "kind", kind).increment();
            LOG.infof(
                    "The line has changed hands conversation=%s kind=%s epoch=%d",
                    conversation.id(), kind, change.now().epoch());
            tell(conversation, change.now());
        }
        return change.now();
    }

    /** A hint: who does not get it finds the same in the store. */
    private void tell(ConversationKey conversation, Control now) {
        events.hint(conversation, Change.CONTROL, now.details(), clock.instant());
    }
}

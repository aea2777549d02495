package dev.switchboard.operator.inbound;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.VisibleText;
import dev.switchboard.model.content.Wording;
import dev.switchboard.model.event.ConversationChanged.Change;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.operator.handoff.Handoff;
import dev.switchboard.transcript.part.Echoes;
import dev.switchboard.transcript.part.Echoes.Whose;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The phone that is paired with a business's number: who answers a customer there is an operator
 * and has the line from then on. What we have sent ourselves comes back the same way and changes
 * nothing; neither does what is no message, such as a reaction.
 */
@ApplicationScoped
public class PairedPhone {
    private static final Logger LOG = Logger.getLogger(PairedPhone.class);

    /** A send is over by then: its transaction is ended at the latest (see the fence). */
    private static final Duration A_SEND = Duration.ofSeconds(8);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Echoes echoes;
    private final TypedMessages typed;
    private final Handoff handoff;
    private final EventPublisher events;
    private final InstantSource clock;
    private final Counter ours;
    private final Counter persons;
    private final Counter silent;

    PairedPhone(
            Echoes echoes,
            TypedMessages typed,
            Handoff handoff,
            EventPublisher events,
            InstantSource clock,
            MeterRegistry metrics) {
        this.echoes = echoes;
        this.typed = typed;
        this.handoff = handoff;
        this.events = events;
        this.clock = clock;
        this.ours = metrics.counter("switchboard.echoes", "of", "ours");
        this.persons = metrics.counter("switchboard.echoes", "of", "person");
        this.silent = metrics.counter("switchboard.echoes", "of", "nothing");
    }

    /**
     * Records the message and gives the line to the person who wrote it, once; does nothing where
     * it is ours or tells the customer nothing. Waits for a send in flight, whose echo it may be.
     */
    void wrote(MessageReceived message) throws InterruptedException {
        if (!isTelling(message.content())) {
            silent.increment();
        } else if (isOurs(message)) {
            ours.increment();
            LOG.debugf(
                    "Our own message came back conversation=%s message=%s",
                    message.conversation().id(), message.id());
        } else if (message.content() instanceof Content.Edited) {
            edited(message);
        } else {
            takeOver(message);
        }
    }

    /**
     * Whether the customer is told anything by it. A reaction, a message taken back, what WhatsApp
     * itself says and what it does not pass on (a pinned message as well as a poll) are no answer
     * to anybody.
     */
    private static boolean isTelling(Content content) {
        return switch (content) {
            case Content.Text(var body) -> !VisibleText.isBlank(body);
            case Content.Edited(_, var body) -> !VisibleText.isBlank(body);
            case Content.Media _,
                    Content.Location _,
                    Content.Contacts _,
                    Content.Choice _,
                    Content.Order _ ->
                    true;
            case Content.Reaction _, Content.Deleted _, Content.Notice _, Content.Unsupported _ ->
                    false;
        };
    }

    /** The AI is to know the new words; who corrects what was said says nothing new. */
    private void edited(MessageReceived message) {
        if (typed.note(message)) {
            silent.increment();
            hint(message);
        }
    }

    private void takeOver(MessageReceived message) {
        typed.take(message)
                .ifPresent(change -> {
                    persons.increment();
                    handoff.tookOver(message.conversation(), change);
                    hint(message);
                });
    }

    private void hint(MessageReceived message) {
        events.hint(
                message.conversation(),
                Change.MESSAGE_RECORDED,
                Map.of("message", message.id().toString()),
                clock.instant());
    }

    private boolean isOurs(MessageReceived message) throws InterruptedException {
        var until = clock.instant().plus(A_SEND);
        var whose = whose(message);
        while (whose == Whose.NOT_KNOWN_YET && clock.instant().isBefore(until)) {
            Thread.sleep(BETWEEN_LOOKS);
            whose = whose(message);
        }
        return whose == Whose.OURS;
    }

    private Whose whose(MessageReceived message) {
        return echoes.whose(
                message.conversation().id(),
                message.providerMessageId(),
                Wording.of(message.content()),
                message.providerTime());
    }
}

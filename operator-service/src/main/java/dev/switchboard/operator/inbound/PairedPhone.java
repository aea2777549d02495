package dev.switchboard.operator.inbound;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.ContentText;
import dev.switchboard.common.content.VisibleText;
import dev.switchboard.common.event.ConversationChanged.Change;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.operator.handoff.Handoff;
import dev.switchboard.transcript.part.EchoDetector;
import dev.switchboard.transcript.part.EchoDetector.EchoResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Processes messages from the phone that is paired with a business number: an answer typed there
 * takes the conversation over. Echoes come the same way and change nothing; neither does what is no
 * answer, such as a reaction.
 */
@ApplicationScoped
public class PairedPhone {
    private static final Logger LOG = Logger.getLogger(PairedPhone.class);
    private static final String METRIC = "switchboard.paired.phone.messages";

    /** After this the fence has ended a send's transaction at the latest. */
    private static final Duration MAX_SEND_DURATION = Duration.ofSeconds(8);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final EchoDetector echoes;
    private final TypedMessages typed;
    private final Handoff handoff;
    private final EventPublisher events;
    private final InstantSource clock;
    private final Counter echoCount;
    private final Counter operatorCount;
    private final Counter otherCount;

    PairedPhone(
            EchoDetector echoes,
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
        this.echoCount = metrics.counter(METRIC, "kind", "echo");
        this.operatorCount = metrics.counter(METRIC, "kind", "operator");
        this.otherCount = metrics.counter(METRIC, "kind", "other");
    }

    /**
     * Records an answer and takes the conversation over, once; does nothing for an echo or for what
     * tells the customer nothing. Waits for a send in flight, whose echo it may be.
     */
    void process(MessageReceived message) throws InterruptedException {
        if (!isAnswer(message.content())) {
            otherCount.increment();
        } else if (isEcho(message)) {
            echoCount.increment();
            LOG.debugf(
                    "Echo ignored conversation=%s message=%s",
                    message.conversation().id(), message.id());
        } else if (message.content() instanceof Content.Edited) {
            recordEdit(message);
        } else {
            takeOver(message);
        }
    }

    /**
     * True for what tells the customer something. A reaction, a deleted message, a notice of
     * WhatsApp's own and what it does not pass on (a pinned message as well as a poll) are no
     * answer to anybody.
     */
    private static boolean isAnswer(Content content) {
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

    /** Records the new text for the AI; a correction is no new answer and takes nothing over. */
    private void recordEdit(MessageReceived message) {
        if (typed.record(message)) {
            otherCount.increment();
            publishHint(message);
        }
    }

    private void takeOver(MessageReceived message) {
        typed.takeOver(message)
                .ifPresent(change -> {
                    operatorCount.increment();
                    handoff.tookOver(message.conversation(), change);
                    publishHint(message);
                });
    }

    private void publishHint(MessageReceived message) {
        events.hint(
                message.conversation(),
                Change.MESSAGE_RECORDED,
                Map.of("message", message.id().toString()),
                clock.instant());
    }

    private boolean isEcho(MessageReceived message) throws InterruptedException {
        var deadline = clock.instant().plus(MAX_SEND_DURATION);
        var sender = senderOf(message);
        while (sender == EchoResult.UNDECIDED && clock.instant().isBefore(deadline)) {
            Thread.sleep(POLL_INTERVAL);
            sender = senderOf(message);
        }
        return sender == EchoResult.ECHO;
    }

    private EchoResult senderOf(MessageReceived message) {
        return echoes.detect(
                message.conversation().id(),
                message.providerMessageId(),
                ContentText.of(message.content()),
                message.providerTime());
    }
}

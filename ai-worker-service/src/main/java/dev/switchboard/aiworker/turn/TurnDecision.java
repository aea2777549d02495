package dev.switchboard.aiworker.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.aiworker.aiswitch.AiSwitch;
import dev.switchboard.aiworker.history.SessionReset;
import dev.switchboard.aiworker.inflight.TurnSettings;
import dev.switchboard.aiworker.limit.Allowance;
import dev.switchboard.aiworker.limit.CustomerRateLimiter;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.MessageRevisions;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.part.EchoDetector.LastSend;
import dev.switchboard.transcript.turn.TurnSnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Decides the kind of reply to a turn that the AI owns: by opt-out, age, the AI's switch, the
 * persona's list, content and the customer's limit, but for edits that are answered already and for
 * echoes. An echo is our own message that comes in as a customer's, as from a number that forwards
 * to us: answering it would be an endless conversation with ourselves.
 */
@ApplicationScoped
public class TurnDecision {
    private static final Logger LOG = Logger.getLogger(TurnDecision.class);

    /** Shorter texts are a customer's, such as "Yes" to "Yes". */
    private static final int MIN_ECHO_LENGTH = 10;

    private final Duration maxMessageAge;
    private final MessageStore recordedMessages;
    private final AiSwitch aiSwitch;
    private final CustomerRateLimiter limiter;
    private final MeterRegistry meters;
    private final InstantSource clock;

    TurnDecision(
            TurnSettings settings,
            MessageStore recordedMessages,
            AiSwitch aiSwitch,
            CustomerRateLimiter limiter,
            MeterRegistry meters,
            InstantSource clock) {
        maxMessageAge = settings.maxMessageAge();
        this.recordedMessages = recordedMessages;
        this.aiSwitch = aiSwitch;
        this.limiter = limiter;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Counts stale turns and echoes, and asks the customer's limit where the model is to answer.
     */
    ResponseKind kindOf(TurnReady turn, TurnSnapshot taken, ConversationSettings settings) {
        if (taken.ownership().optedOut()) {
            return new ResponseKind.NoReply("the customer has opted out");
        }
        if (turn.writtenAt().plus(maxMessageAge).isBefore(clock.instant())) {
            meters.counter("switchboard.turns.stale").increment();
            return new ResponseKind.NoReply("too old");
        }
        if (taken.aiOff() || !aiSwitch.isOn(turn.conversation().business())) {
            return new ResponseKind.NoReply("the AI is switched off");
        }
        if (settings.unlisted().isPresent()) {
            return new ResponseKind.NoReply("the persona does not answer this customer");
        }
        var messages =
                MessageRevisions.applied(turn.messages()).stream()
                        .filter(message -> !isRecordedEdit(message))
                        .toList();
        var kind = kindOf(withoutEchoes(messages, taken.lastSend()));
        return kind instanceof ResponseKind.ModelAnswer ? withinLimit(turn, settings) : kind;
    }

    /** Of messages with a command to begin anew, those after the last one count. */
    private static ResponseKind kindOf(List<MessageReceived> messages) {
        var asked = SessionReset.messagesAfter(messages);
        var kind = ResponseKind.of(asked);
        return asked.size() < messages.size() && kind instanceof ResponseKind.NoReply
                ? new ResponseKind.StandardReply(StandardText.RESET)
                : kind;
    }

    /** A turn that an operator asks for is not the customer's, and does not count. */
    private ResponseKind withinLimit(TurnReady turn, ConversationSettings settings) {
        if (turn.closedBy() == TurnReady.Closing.HANDBACK) {
            return new ResponseKind.ModelAnswer();
        }
        var max = settings.rules().maxTurnsPerMinute();
        var allowance =
                max.isPresent() ? limiter.request(turn, max.getAsInt()) : limiter.request(turn);
        return switch (allowance) {
            case Allowance.Granted _ -> new ResponseKind.ModelAnswer();
            case Allowance.Limited(var noticeSeconds) -> new ResponseKind.Limited(noticeSeconds);
        };
    }

    /**
     * True for an edit whose text the transcript already has as the text of the edited message: the
     * buffer applied it before the message went to the model, and has lost its state since. A later
     * edit is answered even if it only restores the original text.
     */
    private boolean isRecordedEdit(MessageReceived message) {
        return message.content() instanceof Content.Edited(var original, var text)
                && recordedMessages
                        .find(MessageId.ofProvider(message.conversation().channel(), original))
                        .filter(recorded -> precedes(message, recorded) && hasText(recorded, text))
                        .isPresent();
    }

    /**
     * An edit that was applied in its burst is older than the row. Meta's times are whole seconds,
     * so an edit within the row's own second may be a later one.
     */
    private static boolean precedes(MessageReceived edit, StoredMessage recorded) {
        return edit.providerTime().isBefore(recorded.createdAt().truncatedTo(ChronoUnit.SECONDS));
    }

    private static boolean hasText(StoredMessage recorded, String text) {
        return recorded.text().equals(text) || isCaption(recorded, text);
    }

    /** The row of a caption begins with the kinds of its media. */
    private static boolean isCaption(StoredMessage recorded, String text) {
        return recorded.text().endsWith(text)
                && recorded.content().map(TurnDecision::content).orElse(null)
                        instanceof Content.Media(_, var caption)
                && caption.filter(text::equals).isPresent();
    }

    private static Content content(String json) {
        try {
            return Json.mapper().readValue(json, Content.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable content of a message", e);
        }
    }

    private List<MessageReceived> withoutEchoes(List<MessageReceived> messages, LastSend last) {
        return messages.stream().filter(message -> !isEcho(message, last)).toList();
    }

    private static Optional<String> comparableText(MessageReceived message) {
        return message.content() instanceof Content.Text(var body)
                        && body.strip().length() >= MIN_ECHO_LENGTH
                ? Optional.of(body)
                : Optional.empty();
    }

    private boolean isEcho(MessageReceived message, LastSend last) {
        var isEcho =
                comparableText(message)
                        .filter(text -> last.isRepeatedBy(text, message.providerTime()))
                        .isPresent();
        if (isEcho) {
            meters.counter("switchboard.messages.echoed").increment();
            LOG.infof(
                    "Echo of our own message not answered conversation=%s message=%s",
                    message.conversation().id(), message.id());
        }
        return isEcho;
    }
}

package dev.switchboard.aiworker.turn;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.transcript.part.EchoDetector;
import dev.switchboard.transcript.part.EchoDetector.LastSend;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Filter for echoes: our own messages that come in as a customer's, as from a number that forwards
 * to us. Answering them would be an endless conversation with ourselves.
 */
@ApplicationScoped
public class EchoFilter {
    private static final Logger LOG = Logger.getLogger(EchoFilter.class);

    /** Shorter texts are a customer's, such as "Yes" to "Yes". */
    private static final int MIN_LENGTH = 10;

    private final EchoDetector echoes;
    private final MeterRegistry meters;

    EchoFilter(EchoDetector echoes, MeterRegistry meters) {
        this.echoes = echoes;
        this.meters = meters;
    }

    /** The messages, all of one conversation, without echoes; counts and logs the echoes. */
    List<MessageReceived> removeFrom(List<MessageReceived> messages) {
        if (messages.stream().allMatch(message -> comparableText(message).isEmpty())) {
            return messages;
        }
        var last = echoes.lastSend(messages.getFirst().conversation().id());
        return messages.stream().filter(message -> !isEcho(message, last)).toList();
    }

    private static Optional<String> comparableText(MessageReceived message) {
        return message.content() instanceof Content.Text(var body)
                        && body.strip().length() >= MIN_LENGTH
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

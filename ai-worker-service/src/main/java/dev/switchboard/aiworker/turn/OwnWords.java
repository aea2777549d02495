package dev.switchboard.aiworker.turn;

import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.transcript.part.Echoes;
import dev.switchboard.transcript.part.Echoes.LastSend;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Knows our own messages that come in as a customer's, as a number that forwards to us sends them:
 * who answers these talks to themselves for ever.
 */
@ApplicationScoped
public class OwnWords {
    private static final Logger LOG = Logger.getLogger(OwnWords.class);

    /** Shorter texts are a customer's, such as "Yes" to "Yes". */
    private static final int SHORTEST = 10;

    private final Echoes echoes;
    private final MeterRegistry meters;

    OwnWords(Echoes echoes, MeterRegistry meters) {
        this.echoes = echoes;
        this.meters = meters;
    }

    /** Those of the messages, all of one conversation, that are not ours; counts and logs ours. */
    List<MessageReceived> without(List<MessageReceived> messages) {
        if (messages.stream().allMatch(message -> words(message).isEmpty())) {
            return messages;
        }
        var last = echoes.lastSend(messages.getFirst().conversation().id());
        return messages.stream().filter(message -> !isOurs(message, last)).toList();
    }

    private static Optional<String> words(MessageReceived message) {
        return message.content() instanceof Content.Text(var body)
                        && body.strip().length() >= SHORTEST
                ? Optional.of(body)
                : Optional.empty();
    }

    private boolean isOurs(MessageReceived message, LastSend last) {
        var ours =
                words(message)
                        .filter(body -> last.isRepeatedBy(body, message.providerTime()))
                        .isPresent();
        if (ours) {
            meters.counter("switchboard.messages.echoed").increment();
            LOG.infof(
                    "A message of ours has come back as a customer's conversation=%s message=%s",
                    message.conversation().id(), message.id());
        }
        return ours;
    }
}

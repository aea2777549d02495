package dev.switchboard.aiworker.history;

import dev.switchboard.aiworker.history.Said.Speaker;
import dev.switchboard.aiworker.model.Prompt;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.Wording;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.Revisions;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.transcript.message.MessageEntity;
import dev.switchboard.transcript.message.MessageStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Reads from the transcript what the model is told of a conversation. */
@ApplicationScoped
public class HistoryReader {
    private static final Logger LOG = Logger.getLogger(HistoryReader.class);

    /** What a customer never got is not part of the conversation. */
    private static final Set<String> UNSAID = Set.of("failed", "suppressed");

    private final MessageStore messages;
    private final int mostMessages;
    private final History history;

    HistoryReader(MessageStore messages, HistorySettings settings) {
        this.messages = messages;
        this.mostMessages = settings.mostMessages();
        this.history = new History(settings.tokenBudget());
    }

    /**
     * The prompt that asks for an answer to {@code now}, with what was said beside it: edited
     * messages in their new words only, deleted ones not at all. The product's own standard texts
     * are left out: they are no part of what is talked about.
     */
    public Prompt prompt(String system, ConversationId conversation, List<MessageReceived> now) {
        return history.prompt(system, before(conversation, now), asked(conversation, now));
    }

    private static List<Said> asked(ConversationId conversation, List<MessageReceived> now) {
        var said =
                Revisions.applied(now).stream()
                        .filter(message -> !(message.content() instanceof Content.Deleted))
                        .map(HistoryReader::said)
                        .toList();
        var asked = History.asked(said);
        if (!asked.equals(said)) {
            LOG.warnf(
                    "Question too long for a model, its newest messages are asked"
                            + " conversation=%s messages=%d asked=%d",
                    conversation, said.size(), asked.size());
        }
        return asked;
    }

    private List<Said> before(ConversationId conversation, List<MessageReceived> now) {
        var asked = now.stream().map(message -> message.id().value()).collect(Collectors.toSet());
        // Twice as many, since some of them do not count.
        var said =
                messages.latest(conversation, 2 * mostMessages + now.size()).stream()
                        .flatMap(message -> said(message, asked).stream())
                        .toList();
        return said.subList(Math.max(0, said.size() - mostMessages), said.size());
    }

    private static Optional<Said> said(MessageEntity message, Set<UUID> asked) {
        if (asked.contains(message.id) || UNSAID.contains(message.status)) {
            return Optional.empty();
        }
        return switch (message.senderType) {
            case "customer" -> Optional.of(new Said(Speaker.CUSTOMER, message.text));
            case "ai" -> Optional.of(new Said(Speaker.AI, message.text));
            case "operator" -> Optional.of(new Said(Speaker.OPERATOR, message.text));
            default -> Optional.empty();
        };
    }

    private static Said said(MessageReceived message) {
        return new Said(Speaker.CUSTOMER, Wording.of(message.content()));
    }
}

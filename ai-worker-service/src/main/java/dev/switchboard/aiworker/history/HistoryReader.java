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
import dev.switchboard.transcript.message.QuotedMessages;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Reads from the transcript what the model is told of a conversation. */
@ApplicationScoped
public class HistoryReader {
    private static final Logger LOG = Logger.getLogger(HistoryReader.class);

    /** What a customer never got is not part of the conversation. */
    private static final Set<String> UNSAID = Set.of("failed", "suppressed");

    private final MessageStore messages;
    private final QuotedMessages quoted;
    private final int mostMessages;
    private final History history;

    HistoryReader(MessageStore messages, QuotedMessages quoted, HistorySettings settings) {
        this.messages = messages;
        this.quoted = quoted;
        this.mostMessages = settings.mostMessages();
        this.history = new History(settings.tokenBudget());
    }

    /**
     * The prompt that asks for an answer to {@code now}, with what was said beside it: edited
     * messages in their new words only, deleted ones not at all. The product's own standard texts
     * are left out: they are no part of what is talked about.
     */
    public Prompt prompt(String system, ConversationId conversation, List<MessageReceived> now) {
        var earlier = earlier(conversation, now);
        var references = references(conversation, earlier, now);
        return history.prompt(
                system, before(earlier, references), asked(conversation, now, references));
    }

    /** What is quoted is looked up at once, also where it is older than what is read. */
    private References references(
            ConversationId conversation, List<MessageEntity> earlier, List<MessageReceived> now) {
        var ids =
                Stream.concat(
                                earlier.stream()
                                        .filter(MessageEntity::isInbound)
                                        .map(message -> Optional.ofNullable(message.quotes)),
                                now.stream().map(MessageReceived::quotes))
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet());
        return new References(quoted.of(conversation, ids));
    }

    private static List<Said> asked(
            ConversationId conversation, List<MessageReceived> now, References references) {
        var said =
                Revisions.applied(now).stream()
                        .filter(message -> !(message.content() instanceof Content.Deleted))
                        .map(message -> said(message, references))
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

    private List<MessageEntity> earlier(ConversationId conversation, List<MessageReceived> now) {
        var asked = now.stream().map(message -> message.id().value()).collect(Collectors.toSet());
        // Twice as many, since some of them do not count.
        var said =
                messages.latest(conversation, 2 * mostMessages + now.size()).stream()
                        .filter(message -> !asked.contains(message.id))
                        .filter(HistoryReader::isSaid)
                        .toList();
        return said.subList(Math.max(0, said.size() - mostMessages), said.size());
    }

    private static boolean isSaid(MessageEntity message) {
        return !UNSAID.contains(message.status) && speaker(message).isPresent();
    }

    private static Optional<Speaker> speaker(MessageEntity message) {
        return switch (message.senderType) {
            case "customer" -> Optional.of(Speaker.CUSTOMER);
            case "ai" -> Optional.of(Speaker.AI);
            case "operator" -> Optional.of(Speaker.OPERATOR);
            default -> Optional.empty();
        };
    }

    private static List<Said> before(List<MessageEntity> earlier, References references) {
        return earlier.stream().map(message -> said(message, references)).toList();
    }

    private static Said said(MessageEntity message, References references) {
        var speaker = speaker(message).orElseThrow();
        return speaker == Speaker.CUSTOMER
                ? new Said(
                        speaker,
                        references.said(
                                message.text,
                                Optional.ofNullable(message.quotes),
                                message.context()))
                : new Said(speaker, message.text);
    }

    private static Said said(MessageReceived message, References references) {
        return new Said(
                Speaker.CUSTOMER,
                references.said(
                        Wording.of(message.content()), message.quotes(), message.context()));
    }
}

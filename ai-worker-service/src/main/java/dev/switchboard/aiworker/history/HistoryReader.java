package dev.switchboard.aiworker.history;

import dev.switchboard.aiworker.history.HistoryEntry.Sender;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.ContentText;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.MessageRevisions;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.message.QuotedMessages;
import dev.switchboard.transcript.message.StoredMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Makes prompts of a conversation's newest messages and those that they quote. */
@ApplicationScoped
public class HistoryReader {
    private static final Logger LOG = Logger.getLogger(HistoryReader.class);

    /** A message that the customer never got is not part of the history. */
    private static final Set<MessageStatus> UNSENT =
            Set.of(MessageStatus.FAILED, MessageStatus.SUPPRESSED);

    private final QuotedMessages quoted;

    HistoryReader(QuotedMessages quoted) {
        this.quoted = quoted;
    }

    /**
     * Number of the newest messages of a conversation that a prompt for {@code current} messages is
     * made of: twice as many as it has before them, since some do not count.
     *
     * @param maxMessages before {@code current}
     */
    public static int maxNewest(int maxMessages, int current) {
        return 2 * maxMessages + current;
    }

    /**
     * Prompt for an answer to {@code current}, with the history before it: edited messages in their
     * new text only, deleted ones not at all. The product's own standard texts are left out, as
     * they are no part of the subject. Nothing is left of what is before a customer's command to
     * begin anew.
     *
     * @param limits of messages before {@code current}
     * @param newest the session's newest messages, of as many as {@link #maxNewest}
     */
    public Prompt prompt(
            String system,
            HistoryLimits limits,
            ConversationId conversation,
            List<StoredMessage> newest,
            List<MessageReceived> current) {
        var asked = SessionReset.messagesAfter(current);
        var earlier =
                asked.size() == current.size()
                        ? earlier(limits.maxMessages(), newest, current)
                        : List.<StoredMessage>of();
        var references = references(conversation, earlier, asked);
        return new PromptBuilder(limits.maxTokens())
                .prompt(
                        system,
                        earlierEntries(earlier, references),
                        currentEntries(conversation, asked, references));
    }

    /** Looks all quoted messages up in one query, also those older than the history. */
    private References references(
            ConversationId conversation,
            List<StoredMessage> earlier,
            List<MessageReceived> current) {
        var ids =
                Stream.concat(
                                earlier.stream()
                                        .filter(StoredMessage::isInbound)
                                        .map(StoredMessage::quotes),
                                current.stream().map(MessageReceived::quotes))
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet());
        return new References(quoted.of(conversation, ids));
    }

    private static List<HistoryEntry> currentEntries(
            ConversationId conversation, List<MessageReceived> current, References references) {
        var all =
                MessageRevisions.applied(current).stream()
                        .filter(message -> !(message.content() instanceof Content.Deleted))
                        .map(message -> entry(message, references))
                        .toList();
        var newest = PromptBuilder.newestCurrent(all);
        if (!newest.equals(all)) {
            LOG.warnf(
                    "Turn too long for the model, only its newest messages are sent"
                            + " conversation=%s messages=%d sent=%d",
                    conversation, all.size(), newest.size());
        }
        return newest;
    }

    private static List<StoredMessage> earlier(
            int maxMessages, List<StoredMessage> newest, List<MessageReceived> current) {
        var ids = current.stream().map(MessageReceived::id).collect(Collectors.toSet());
        var earlier =
                newest.stream()
                        .filter(message -> !ids.contains(message.id()))
                        .filter(HistoryReader::isPartOfHistory)
                        .toList();
        return earlier.subList(Math.max(0, earlier.size() - maxMessages), earlier.size());
    }

    private static boolean isPartOfHistory(StoredMessage message) {
        return !UNSENT.contains(message.status()) && sender(message).isPresent();
    }

    private static Optional<Sender> sender(StoredMessage message) {
        return switch (message.senderType()) {
            case CUSTOMER -> Optional.of(Sender.CUSTOMER);
            case AI -> Optional.of(Sender.AI);
            case OPERATOR -> Optional.of(Sender.OPERATOR);
            case SYSTEM -> Optional.empty();
        };
    }

    private static List<HistoryEntry> earlierEntries(
            List<StoredMessage> earlier, References references) {
        return earlier.stream().map(message -> entry(message, references)).toList();
    }

    private static HistoryEntry entry(StoredMessage message, References references) {
        var sender = sender(message).orElseThrow();
        return sender == Sender.CUSTOMER
                ? new HistoryEntry(
                        sender,
                        references.withReferences(
                                message.text(),
                                message.quotes().orElse(null),
                                message.context().orElse(null)))
                : new HistoryEntry(sender, message.text());
    }

    private static HistoryEntry entry(MessageReceived message, References references) {
        return new HistoryEntry(
                Sender.CUSTOMER,
                references.withReferences(
                        ContentText.of(message.content()),
                        message.quotes().orElse(null),
                        message.context().orElse(null)));
    }
}

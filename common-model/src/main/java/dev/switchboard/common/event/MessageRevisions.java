package dev.switchboard.common.event;

import dev.switchboard.common.content.Content;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies edits and deletions to the messages they revise: an edited message has its new text in
 * its old place, a deleted one has none. Edits and deletions of messages that are not in the list
 * stay messages of their own.
 */
public final class MessageRevisions {
    private final List<RevisedMessage> messages = new ArrayList<>();

    private MessageRevisions() {}

    /**
     * Applies the revision that arrived last, but nothing restores a deleted message; a revision
     * may arrive before the message it revises.
     *
     * @param arrived messages of one conversation, in the order in which they arrived
     * @return at least one message if there was one
     */
    public static List<MessageReceived> applied(List<MessageReceived> arrived) {
        var revisions = new MessageRevisions();
        arrived.forEach(revisions::add);
        return revisions.messages.stream().map(each -> each.message).toList();
    }

    private void add(MessageReceived next) {
        var ids = ids(next);
        for (var earlier : messages) {
            if (!earlier.hasAnyOf(ids)) {
                continue;
            }
            var revised = revised(earlier.message, next);
            if (revised.isPresent()) {
                earlier.replace(revised.get(), ids);
                return;
            }
        }
        messages.add(new RevisedMessage(next, ids));
    }

    private static Set<String> ids(MessageReceived message) {
        var ids = new HashSet<>(Set.of(message.providerMessageId()));
        var original =
                switch (message.content()) {
                    case Content.Edited(var id, _) -> id;
                    case Content.Deleted(var id) -> id;
                    default -> "";
                };
        if (!original.isBlank()) {
            ids.add(original);
        }
        return ids;
    }

    /** Returns the revised message; empty if neither revises the other. */
    private static Optional<MessageReceived> revised(
            MessageReceived earlier, MessageReceived next) {
        if (earlier.content() instanceof Content.Deleted) {
            return Optional.of(earlier);
        }
        return switch (next.content()) {
            case Content.Deleted _ -> Optional.of(next);
            case Content.Edited(_, var text) ->
                    edited(earlier.content(), text)
                            .map(content ->
                                    earlier.withContent(content, optOut(earlier, next, text)));
            default ->
                    earlier.content() instanceof Content.Edited(_, var text)
                            ? edited(next.content(), text)
                                    .map(content ->
                                            next.withContent(content, optOut(next, earlier, text)))
                            : Optional.empty();
        };
    }

    /** The opt-out of the new text replaces the original's. */
    private static @Nullable OptOut optOut(
            MessageReceived original, MessageReceived edit, String text) {
        return (text.isBlank() ? original : edit).optOut().orElse(null);
    }

    /** An edit without text removes a caption; it does not change a text. */
    private static Optional<Content> edited(Content original, String text) {
        return switch (original) {
            case Content.Text _ -> Optional.of(text.isBlank() ? original : new Content.Text(text));
            case Content.Media(var items, _) ->
                    Optional.of(
                            new Content.Media(
                                    items, Optional.of(text).filter(it -> !it.isBlank())));
            case Content.Edited(var id, _) ->
                    Optional.of(text.isBlank() ? original : new Content.Edited(id, text));
            case Content.Unsupported _ ->
                    text.isBlank() ? Optional.empty() : Optional.of(new Content.Text(text));
            default -> Optional.empty();
        };
    }

    private static final class RevisedMessage {
        private MessageReceived message;
        private final Set<String> ids;

        private RevisedMessage(MessageReceived message, Set<String> ids) {
            this.message = message;
            this.ids = ids;
        }

        private boolean hasAnyOf(Set<String> others) {
            return others.stream().anyMatch(ids::contains);
        }

        private void replace(MessageReceived revised, Set<String> further) {
            message = revised;
            ids.addAll(further);
        }
    }
}

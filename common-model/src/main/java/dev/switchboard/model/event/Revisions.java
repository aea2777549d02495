package dev.switchboard.model.event;

import dev.switchboard.model.content.Content;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Messages as their customer wants them read: an edited one says its new words in its old place, a
 * deleted one says nothing. Edits and deletions of messages that are not among them stay messages
 * of their own.
 */
public final class Revisions {
    private final List<Standing> standing = new ArrayList<>();

    private Revisions() {}

    /**
     * Of several revisions of one message the one that arrived last counts, but nothing brings a
     * deleted message back; a revision may arrive before what it revises.
     *
     * @param arrived messages of one conversation, in the order in which they arrived
     * @return at least one message if there was one
     */
    public static List<MessageReceived> applied(List<MessageReceived> arrived) {
        var revisions = new Revisions();
        arrived.forEach(revisions::add);
        return revisions.standing.stream().map(each -> each.message).toList();
    }

    private void add(MessageReceived next) {
        var names = names(next);
        for (var earlier : standing) {
            if (!earlier.isNamedIn(names)) {
                continue;
            }
            var revised = revised(earlier.message, next);
            if (revised.isPresent()) {
                earlier.become(revised.get(), names);
                return;
            }
        }
        standing.add(new Standing(next, names));
    }

    private static Set<String> names(MessageReceived message) {
        var names = new HashSet<>(Set.of(message.providerMessageId()));
        var original =
                switch (message.content()) {
                    case Content.Edited(var id, _) -> id;
                    case Content.Deleted(var id) -> id;
                    default -> "";
                };
        if (!original.isBlank()) {
            names.add(original);
        }
        return names;
    }

    /** Empty where neither revises the other. */
    private static Optional<MessageReceived> revised(
            MessageReceived earlier, MessageReceived next) {
        if (earlier.content() instanceof Content.Deleted) {
            return Optional.of(earlier);
        }
        return switch (next.content()) {
            case Content.Deleted _ -> Optional.of(next);
            case Content.Edited(_, var words) ->
                    edited(earlier.content(), words)
                            .map(content ->
                                    earlier.containing(content, optOut(earlier, next, words)));
            default ->
                    earlier.content() instanceof Content.Edited(_, var words)
                            ? edited(next.content(), words)
                                    .map(content ->
                                            next.containing(content, optOut(next, earlier, words)))
                            : Optional.empty();
        };
    }

    /** New words say all there is to say about opting out, too. */
    private static Optional<OptOut> optOut(
            MessageReceived original, MessageReceived edit, String words) {
        return words.isBlank() ? original.optOut() : edit.optOut();
    }

    /** An edit without words takes a caption away; a text it leaves as it is. */
    private static Optional<Content> edited(Content original, String words) {
        return switch (original) {
            case Content.Text _ ->
                    Optional.of(words.isBlank() ? original : new Content.Text(words));
            case Content.Media(var items, _) ->
                    Optional.of(
                            new Content.Media(
                                    items, Optional.of(words).filter(it -> !it.isBlank())));
            case Content.Edited(var id, _) ->
                    Optional.of(words.isBlank() ? original : new Content.Edited(id, words));
            case Content.Unsupported _ ->
                    words.isBlank() ? Optional.empty() : Optional.of(new Content.Text(words));
            default -> Optional.empty();
        };
    }

    private static final class Standing {
        private MessageReceived message;
        private final Set<String> names;

        private Standing(MessageReceived message, Set<String> names) {
            this.message = message;
            this.names = names;
        }

        private boolean isNamedIn(Set<String> others) {
            return others.stream().anyMatch(names::contains);
        }

        private void become(MessageReceived revised, Set<String> further) {
            message = revised;
            names.addAll(further);
        }
    }
}

package dev.switchboard.operator.conversation;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.operator.api.Page;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.read.ConversationFilter;
import dev.switchboard.transcript.read.ConversationFilter.Place;
import dev.switchboard.transcript.read.ConversationPages;
import dev.switchboard.transcript.read.ConversationSummary;
import dev.switchboard.transcript.read.OwnershipHistory;
import dev.switchboard.transcript.read.SentParts;
import dev.switchboard.transcript.read.TimeLimited;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.OptionalLong;

/** Builds the pages that the API shows, each in one transaction. */
@ApplicationScoped
@Transactional
@TimeLimited
class ConversationReads {
    private final ConversationPages conversations;
    private final MessageStore messages;
    private final SentParts parts;
    private final OwnershipHistory history;

    ConversationReads(
            ConversationPages conversations,
            MessageStore messages,
            SentParts parts,
            OwnershipHistory history) {
        this.conversations = conversations;
        this.messages = messages;
        this.parts = parts;
        this.history = history;
    }

    /** Queries one row more than the page holds, which tells if there is a next page. */
    ConversationView.Page conversations(ConversationFilter filter, int limit) {
        var found = conversations.page(filter, limit + 1);
        var page = Page.of(found, limit, ConversationReads::cursorOf);
        return new ConversationView.Page(
                page.entries().stream().map(ConversationView::of).toList(), page.next());
    }

    private static String cursorOf(ConversationSummary last) {
        return Parameters.format(new Place(last.lastActivityAt(), last.id()));
    }

    ConversationView conversation(ConversationId id) {
        return conversations
                .find(id)
                .map(ConversationView::of)
                .orElseThrow(
                        () -> RefusedRequest.unknown("id", "there is no conversation of this id"));
    }

    MessageView.Page messages(ConversationId id, long before, int limit) {
        var conversation = conversation(id);
        var found = messages.page(id, before, limit + 1);
        var more = found.size() > limit;
        var shown = more ? found.subList(1, found.size()) : found;
        var partsOf = parts.parts(shown.stream().map(message -> message.id).toList());
        return new MessageView.Page(
                conversation,
                shown.stream()
                        .map(it -> MessageView.of(it, partsOf.getOrDefault(it.id, List.of())))
                        .toList(),
                more ? OptionalLong.of(shown.getFirst().position) : OptionalLong.empty());
    }

    OwnershipChangeView.Page controlChanges(ConversationId id) {
        conversation(id);
        return new OwnershipChangeView.Page(
                history.of(id).stream().map(OwnershipChangeView::of).toList());
    }
}

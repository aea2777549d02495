package dev.switchboard.operator.conversation;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.operator.api.Page;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.conversation.MessageView.MessagePage;
import dev.switchboard.operator.conversation.OwnershipChangeView.OwnershipChanges;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.read.ConversationFilter;
import dev.switchboard.transcript.read.ConversationPages;
import dev.switchboard.transcript.read.Cursor;
import dev.switchboard.transcript.read.OwnershipHistory;
import dev.switchboard.transcript.read.SentParts;
import dev.switchboard.transcript.read.TimeLimited;
import dev.switchboard.transcript.read.UnansweredMessages;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Builds the pages that the API shows, each in one transaction. */
@ApplicationScoped
@TimeLimited
class ConversationReads {
    private final ConversationPages conversations;
    private final MessageStore messages;
    private final SentParts parts;
    private final UnansweredMessages unanswered;
    private final OwnershipHistory history;
    private final ConversationSpending spending;

    ConversationReads(
            ConversationPages conversations,
            MessageStore messages,
            SentParts parts,
            UnansweredMessages unanswered,
            OwnershipHistory history,
            ConversationSpending spending) {
        this.conversations = conversations;
        this.messages = messages;
        this.parts = parts;
        this.unanswered = unanswered;
        this.history = history;
        this.spending = spending;
    }

    /** Queries one row more than the page holds, which tells if there is a next page. */
    Page<ConversationView> conversations(ConversationFilter filter, int limit) {
        return Page.of(
                "conversations",
                conversations.page(filter, limit + 1),
                limit,
                ConversationView::of,
                last -> new Cursor(last.lastActivityAt(), last.id()));
    }

    ConversationView conversation(ConversationId id) {
        return conversations
                .find(id)
                .map(ConversationView::of)
                .orElseThrow(
                        () -> RefusedRequest.unknown("id", "there is no conversation of this id"));
    }

    ConversationView conversationWithSpend(ConversationId id) {
        return conversation(id).withSpend(spending.of(id));
    }

    MessagePage messages(ConversationId id, @Nullable Long before, int limit) {
        var conversation = conversation(id);
        var found = messages.page(id, before == null ? Long.MAX_VALUE : before, limit + 1);
        var more = found.size() > limit;
        var shown = more ? found.subList(1, found.size()) : found;
        var ids = shown.stream().map(StoredMessage::id).toList();
        var partsOf = parts.parts(ids);
        var reasons = unanswered.reasons(ids);
        return new MessagePage(
                conversation,
                shown.stream()
                        .map(it ->
                                MessageView.of(
                                        it,
                                        reasons.get(it.id()),
                                        partsOf.getOrDefault(it.id(), List.of())))
                        .toList(),
                more ? OptionalLong.of(shown.getFirst().position()) : OptionalLong.empty());
    }

    OwnershipChanges controlChanges(ConversationId id) {
        conversation(id);
        return new OwnershipChanges(history.of(id).stream().map(OwnershipChangeView::of).toList());
    }
}

package dev.switchboard.operator.conversation;

import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.operator.page.Cut;
import dev.switchboard.operator.problem.RefusedRequest;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.reading.ControlHistory;
import dev.switchboard.transcript.reading.ConversationFilter;
import dev.switchboard.transcript.reading.ConversationFilter.Place;
import dev.switchboard.transcript.reading.ConversationPages;
import dev.switchboard.transcript.reading.ConversationSummary;
import dev.switchboard.transcript.reading.SentParts;
import dev.switchboard.transcript.reading.TimeLimited;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.OptionalLong;

/** Puts together the pages that the API shows, each in one transaction. */
@ApplicationScoped
@Transactional
@TimeLimited
class ConversationReads {
    private final ConversationPages conversations;
    private final MessageStore messages;
    private final SentParts parts;
    private final ControlHistory history;

    ConversationReads(
            ConversationPages conversations,
            MessageStore messages,
            SentParts parts,
            ControlHistory history) {
        this.conversations = conversations;
        this.messages = messages;
        this.parts = parts;
        this.history = history;
    }

    /** One row more than asked for tells whether there is another page. */
    ConversationView.Page conversations(ConversationFilter filter, int limit) {
        var found = conversations.page(filter, limit + 1);
        var page = Cut.of(found, limit, ConversationReads::endOf);
        return new ConversationView.Page(
                page.shown().stream().map(ConversationView::of).toList(), page.next());
    }

    private static String endOf(ConversationSummary last) {
        return Parameters.written(new Place(last.lastActivityAt(), last.id()));
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

    ControlChangeView.Page controlChanges(ConversationId id) {
        conversation(id);
        return new ControlChangeView.Page(
                history.of(id).stream().map(ControlChangeView::of).toList());
    }
}

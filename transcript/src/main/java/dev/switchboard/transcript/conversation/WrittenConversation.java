package dev.switchboard.transcript.conversation;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.transcript.sql.StorableText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Conversation with what several messages of its customer say about it.
 *
 * @param businessPhone of the last message
 * @param writesFrom of the newest message
 * @param name the last one told
 */
record WrittenConversation(
        ConversationKey key,
        String businessPhone,
        Optional<CustomerAddress> writesFrom,
        Optional<String> name,
        Instant first,
        Instant last) {

    /** Returns one for each conversation that has a message. */
    static List<WrittenConversation> of(List<MessageReceived> messages) {
        Map<ConversationId, WrittenConversation> written = new LinkedHashMap<>();
        for (var message : messages) {
            written.merge(
                    message.conversation().id(), of(message), WrittenConversation::followedBy);
        }
        return List.copyOf(written.values());
    }

    private static WrittenConversation of(MessageReceived message) {
        var key = message.conversation();
        var at = message.providerTime();
        return new WrittenConversation(
                key, key.business().phone(), key.writesFrom(), message.customerName(), at, at);
    }

    private WrittenConversation followedBy(WrittenConversation next) {
        return new WrittenConversation(
                key,
                next.businessPhone,
                next.last.isBefore(last) ? writesFrom : next.writesFrom,
                next.name.or(() -> name),
                first,
                next.last.isAfter(last) ? next.last : last);
    }

    /** Returns the columns as arrays, in the order of the statement's parameters. */
    static @Nullable Object[] columns(List<WrittenConversation> written) {
        return new @Nullable Object[] {
            column(written, it -> it.key.id().value().toString()),
            column(written, it -> it.key.channel().wireName()),
            column(written, it -> it.key.business().id()),
            column(written, WrittenConversation::businessPhone),
            column(written, it -> it.key.customer().value()),
            column(written, it -> it.writesFrom.map(CustomerAddress::value).orElse(null)),
            column(written, it -> it.name.map(StorableText::of).orElse(null)),
            column(written, it -> it.first.toString()),
            column(written, it -> it.last.toString())
        };
    }

    private static @Nullable String[] column(
            List<WrittenConversation> written,
            Function<WrittenConversation, @Nullable String> value) {
        return written.stream().map(value).toArray(String[]::new);
    }
}

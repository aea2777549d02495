package dev.switchboard.transcript.conversation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.transcript.session.SessionMode;
import dev.switchboard.transcript.session.SessionModes;
import dev.switchboard.transcript.sql.StorableText;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Conversation with what several messages of its customer say about it.
 *
 * @param businessPhone of the last message
 * @param writesFrom of the newest message
 * @param name the last one told
 * @param session the last one that the messages would begin
 */
record WrittenConversation(
        ConversationKey key,
        String businessPhone,
        Optional<CustomerAddress> writesFrom,
        Optional<String> name,
        Instant first,
        Instant last,
        Session session) {

    /**
     * Session of the messages by themselves, as if there were none before them.
     *
     * @param number how many they begin, this one being the last
     */
    record Session(int number, Instant start, Instant end) {

        Session at(Instant message, boolean isNewest, SessionMode mode) {
            if (!message.isBefore(end)) {
                return new Session(number + 1, message, mode.endsAt(message, message));
            }
            return isNewest ? new Session(number, start, mode.endsAt(start, message)) : this;
        }
    }

    /** Returns the messages by mode; sorted, so that two instances lock rows in the same order. */
    static Map<SessionMode, List<MessageReceived>> byMode(
            List<MessageReceived> messages, SessionModes modes) {
        return messages.stream()
                .collect(
                        groupingBy(
                                message -> modes.of(message.conversation()),
                                () -> new TreeMap<>(Comparator.comparing(SessionMode::toString)),
                                toList()));
    }

    /** Returns one for each conversation that has a message. */
    static List<WrittenConversation> of(List<MessageReceived> messages, SessionMode sessions) {
        Map<ConversationId, WrittenConversation> written = new LinkedHashMap<>();
        for (var message : messages) {
            written.merge(
                    message.conversation().id(),
                    of(message, sessions),
                    (earlier, next) -> earlier.followedBy(next, sessions));
        }
        return List.copyOf(written.values());
    }

    private static WrittenConversation of(MessageReceived message, SessionMode sessions) {
        var key = message.conversation();
        var at = message.providerTime();
        return new WrittenConversation(
                key,
                key.business().phone(),
                key.writesFrom(),
                message.customerName(),
                at,
                at,
                new Session(1, at, sessions.endsAt(at, at)));
    }

    private WrittenConversation followedBy(WrittenConversation next, SessionMode sessions) {
        return new WrittenConversation(
                key,
                next.businessPhone,
                next.last.isBefore(last) ? writesFrom : next.writesFrom,
                next.name.or(() -> name),
                first,
                next.last.isAfter(last) ? next.last : last,
                session.at(next.last, !next.last.isBefore(last), sessions));
    }

    /**
     * Returns the columns as arrays, in the order of the statement's parameters, and the last of
     * these.
     */
    static @Nullable Object[] parameters(List<WrittenConversation> written, Object last) {
        return new @Nullable Object[] {
            column(written, it -> it.key.id().value().toString()),
            column(written, it -> it.key.channel().wireName()),
            column(written, it -> it.key.business().id()),
            column(written, WrittenConversation::businessPhone),
            column(written, it -> it.key.customer().value()),
            column(written, it -> it.writesFrom.map(CustomerAddress::value).orElse(null)),
            column(written, it -> it.name.map(StorableText::of).orElse(null)),
            column(written, it -> it.first.toString()),
            column(written, it -> it.last.toString()),
            column(written, it -> it.session.start.toString()),
            column(written, it -> it.session.end.toString()),
            column(written, it -> Integer.toString(it.session.number)),
            last
        };
    }

    private static @Nullable String[] column(
            List<WrittenConversation> written,
            Function<WrittenConversation, @Nullable String> value) {
        return written.stream().map(value).toArray(String[]::new);
    }
}

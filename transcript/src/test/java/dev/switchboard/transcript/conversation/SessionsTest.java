package dev.switchboard.transcript.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.read.ConversationPages;
import dev.switchboard.transcript.session.SessionMode;
import dev.switchboard.transcript.session.SessionMode.Daily;
import dev.switchboard.transcript.session.SessionMode.Fixed;
import dev.switchboard.transcript.session.SessionMode.Never;
import dev.switchboard.transcript.session.SessionMode.Sliding;
import dev.switchboard.transcript.session.SessionStore;
import dev.switchboard.transcript.sql.Columns;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import dev.switchboard.transcript.turn.TurnStore;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class SessionsTest {
    private static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");
    private static final SessionMode SLIDING =
            new Sliding(Duration.ofHours(1), Duration.ofHours(24));
    private static final SessionMode FIXED = new Fixed(Duration.ofHours(1));
    private static final SessionMode UTC = daily("UTC");
    private static final SessionMode BERLIN = daily("Europe/Berlin");
    private static final String CUSTOMER = "customer";
    private static final String BUSINESS = "business";
    private static final String RESET = "reset";

    private static final String ROW =
            """
            SELECT session_number, session_started_at, session_ends_at, session_history_from FROM conversation WHERE id = ?
            """;

    @Inject Database database;
    @Inject ConversationStore conversations;
    @Inject ConversationPages pages;
    @Inject MessageStore messages;
    @Inject OwnershipStore ownerships;
    @Inject SessionStore sessions;
    @Inject TurnStore turns;

    private final ConversationKey key = newConversation();

    /** One event, the session to which it belongs, and when that has begun. */
    private record Event(String kind, Instant at, int session, Instant start) {}

    private record Case(String name, SessionMode mode, List<Event> events) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Session(int number, Instant start, Instant end, Optional<Instant> historyFrom) {}

    static Stream<Case> cases() {
        return Stream.of(
                of("sliding, before its end", SLIDING, "PT0S 1", "PT59M59S 1"),
                of("sliding, at its end", SLIDING, "PT0S 1", "PT1H 2"),
                of("sliding on", SLIDING, "PT0S 1", "PT50M 1", "PT100M 1", "PT150M 1"),
                of(
                        "sliding up to its maximum age",
                        new Sliding(Duration.ofHours(20), Duration.ofHours(24)),
                        "PT0S 1",
                        "PT12H 1",
                        "PT23H59M59S 1",
                        "PT24H 2",
                        "PT43H 2",
                        "PT48H 3"),
                of("sliding, a late message", SLIDING, "PT0S 1", "PT2H 2", "PT30M 2", "PT2H59M 2"),
                of(
                        "sliding by the business's message",
                        SLIDING,
                        "PT0S 1",
                        "business PT50M 1",
                        "PT100M 1"),
                of("begun by the business", SLIDING, "business PT0S 1", "PT30M 1", "PT90M 2"),
                of("fixed", FIXED, "PT0S 1", "PT30M 1", "PT59M59S 1", "PT1H 2"),
                of("fixed, from its first message", FIXED, "PT0S 1", "PT90M 2", "PT149M 2"),
                of("daily", UTC, "PT0S 1", "PT15H59M59S 1", "PT16H 2", "PT39H 2", "PT40H 3"),
                on(
                        "daily in Berlin, a day of 23 hours",
                        BERLIN,
                        "2026-03-28T23:00:00Z 1",
                        "2026-03-29T21:59:59Z 1",
                        "2026-03-29T22:00:00Z 2",
                        "2026-03-30T21:59:59Z 2",
                        "2026-03-30T22:00:00Z 3"),
                on(
                        "daily in Berlin, a day of 25 hours",
                        BERLIN,
                        "2026-10-24T22:00:00Z 1",
                        "2026-10-25T22:00:00Z 1",
                        "2026-10-25T22:59:59Z 1",
                        "2026-10-25T23:00:00Z 2"),
                on(
                        "daily in Cairo, where a day begins at one",
                        daily("Africa/Cairo"),
                        "2026-04-23T21:59:59Z 1",
                        "2026-04-23T22:00:00Z 2"),
                of("never", new Never(), "PT0S 1", "PT100H 1", "PT87600H 1"),
                of(
                        "reset by the customer",
                        SLIDING,
                        "PT0S 1",
                        "reset PT10M 2",
                        "reset PT10M 2",
                        "PT20M 2",
                        "PT90M 3",
                        "reset PT10M 3"),
                of("reset of what never ends", new Never(), "PT0S 1", "reset PT1H 2", "PT9H 2"));
    }

    private static Case of(String name, SessionMode mode, String... events) {
        return theCase(name, mode, time -> AT.plus(Duration.parse(time)), events);
    }

    private static Case on(String name, SessionMode mode, String... events) {
        return theCase(name, mode, Instant::parse, events);
    }

    private static Case theCase(
            String name, SessionMode mode, Function<String, Instant> time, String... events) {
        var all = new ArrayList<Event>();
        for (var event : events) {
            var words = event.split(" ");
            var kind = words.length == 3 ? words[0] : CUSTOMER;
            var at = time.apply(words[words.length - 2]);
            var session = Integer.parseInt(words[words.length - 1]);
            var before = all.isEmpty() ? null : all.getLast();
            var start =
                    before != null && before.session() == session
                            ? before.start()
                            : kind.equals(RESET) ? at.plusNanos(1_000) : at;
            all.add(new Event(kind, at, session, start));
        }
        return new Case(name, mode, all);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void messageBelongsToTheOpenSessionOrBeginsOne(Case tried) {
        // Given
        var store = new ConversationStore(database, _ -> tried.mode());
        var resets = new SessionStore(database, tried.mode(), _ -> tried.mode());

        for (var event : tried.events()) {
            // When
            switch (event.kind()) {
                case BUSINESS -> store.recordBusinessActivity(key, event.at());
                case RESET -> resets.reset(key.id(), event.at());
                default -> store.recordCustomerActivity(key, null, event.at());
            }

            // Then
            assertThat(session(key))
                    .as("%s", event)
                    .satisfies(session -> {
                        assertThat(session.number()).isEqualTo(event.session());
                        assertThat(session.start()).isEqualTo(event.start());
                        assertThat(session.historyFrom()).isEmpty();
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void messagesOfABatchAndOfATurnBeginTheSameSessions(Case tried) {
        // Given
        var events = tried.events();
        if (events.stream().anyMatch(event -> !event.kind().equals(CUSTOMER))) {
            return;
        }
        var store = new ConversationStore(database, _ -> tried.mode());
        var batched = newConversation();
        events.forEach(event -> store.recordCustomerActivity(key, null, event.at()));

        // When
        store.recordInbound(events.stream().map(event -> message(batched, event.at())).toList());

        // Then
        assertThat(session(batched)).isEqualTo(session(key));
    }

    @Test
    void conversationsOfOneBatchHaveTheSessionsOfTheirOwnModes() {
        // Given
        var sliding = newConversation();
        Map<ConversationId, SessionMode> modes =
                Map.of(key.id(), new Never(), sliding.id(), SLIDING);
        var store = new ConversationStore(database, of -> modes.get(of.id()));
        var later = AT.plus(Duration.ofDays(3));

        // When
        store.recordInbound(
                List.of(
                        message(key, AT),
                        message(sliding, AT),
                        message(key, later),
                        message(sliding, later)));

        // Then
        assertThat(session(key))
                .isEqualTo(new Session(1, AT, SessionMode.END_OF_TIME, Optional.empty()));
        assertThat(session(sliding))
                .isEqualTo(
                        new Session(2, later, later.plus(Duration.ofHours(1)), Optional.empty()));
    }

    @Test
    void sessionAfterAHandoverHasTheModeOfItsConversation() {
        // Given
        var resets = new SessionStore(database, SLIDING, _ -> new Never());
        conversations.recordCustomerActivity(key, null, AT);
        ownerships.takeOver(key.id(), "olga", null);

        // When
        database.runInTransaction(() -> resets.endHandover(key.id()));

        // Then
        assertThat(session(key).end()).isEqualTo(SessionMode.END_OF_TIME);
    }

    @Test
    void messageOfTheResetsOwnSecondIsToldApartByItsPosition() {
        // Given
        var second = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var before = message(key, second);
        var reset = message(key, second);
        var next = message(key, second);
        var _ = turns.recordNew(turn(before), 10);
        var _ = turns.recordNew(turn(reset), 10);

        // When
        sessions.reset(key.id(), reset.providerTime());
        sessions.forgetUpTo(reset.id());
        sessions.forgetUpTo(before.id());
        var snapshot = turns.recordNew(turn(next), 10).orElseThrow();

        // Then
        assertThat(snapshot.newest()).hasSize(3);
        assertThat(snapshot.newestOfSession())
                .extracting(StoredMessage::id)
                .containsExactly(next.id());

        // When
        sessions.forgetAll(key.id());

        // Then
        assertThat(turns.snapshot(turn(next), 10).newestOfSession()).isEmpty();
    }

    @Test
    void turnsFirstMessageIsTheStartOfItsSession() {
        // Given
        var first = message(key, AT);
        var second = message(key, AT.plusSeconds(3));
        var turn = turn(first, second);

        // When
        var snapshot = turns.recordNew(turn, 10).orElseThrow();

        // Then
        assertThat(session(key).start()).isEqualTo(AT);
        assertThat(session(key).end()).isEqualTo(AT.plusSeconds(3).plus(Duration.ofHours(1)));
        assertThat(snapshot.historyFrom()).contains(AT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 400, 500, 600, 1_500})
    void sessionOfAResetBeginsAfterItsMessageInTimesFinerThanTheDatabase(int nanos) {
        // Given
        var command = message(key, AT.plusNanos(nanos));
        assertThat(turns.recordNew(turn(command), 10)).isPresent();

        // When
        sessions.reset(key.id(), command.providerTime());

        // Then
        assertThat(session(key).start())
                .isAfter(messages.latest(key.id(), 1).getFirst().providerTime());
    }

    @Test
    void conversationIsActiveWhileItsSessionIsOpen() {
        // Given
        var open = newConversation();
        conversations.recordCustomerActivity(open, null, Instant.now());
        var over = newConversation();
        conversations.recordCustomerActivity(
                over, null, Instant.now().minus(Duration.ofMinutes(61)));

        // Then
        assertThat(pages.find(open.id()).orElseThrow().active()).isTrue();
        assertThat(pages.find(over.id()).orElseThrow().active()).isFalse();
    }

    @Test
    void conversationFromBeforeSessionsHasOneThatEndsADayAfterItsLastMessage() {
        // Given
        conversations.recordCustomerActivity(key, null, AT);
        SqlStatement.of(
                        "UPDATE conversation SET session_started_at = NULL, session_ends_at = NULL"
                                + " WHERE id = ?",
                        key.id().value())
                .run(database);
        var next = newConversation();

        // When
        conversations.recordCustomerActivity(key, null, AT.plus(Duration.ofHours(23)));

        // Then
        assertThat(session(key).number()).isEqualTo(1);
        assertThat(session(key).start()).isEqualTo(AT);

        // When
        conversations.recordCustomerActivity(next, null, AT);
        SqlStatement.of(
                        "UPDATE conversation SET session_started_at = NULL, session_ends_at = NULL"
                                + " WHERE id = ?",
                        next.id().value())
                .run(database);
        conversations.recordCustomerActivity(next, null, AT.plus(Duration.ofHours(24)));

        // Then
        assertThat(session(next).number()).isEqualTo(2);
    }

    @Test
    void sessionAfterAHandoverShowsTheHandoverAndWhatItWasAbout() {
        // Given
        var answered = message(key, Instant.now().minusSeconds(120));
        var open = message(key, Instant.now().minusSeconds(60));
        var _ = turns.recordNew(turn(answered), 10);
        messages.recordReply(reply(answered));
        part(answered, "DELIVERED");
        var _ = turns.recordNew(turn(open), 10);
        messages.recordReply(reply(open));
        part(open, "SUPPRESSED");
        ownerships.takeOver(key.id(), "olga", null);

        // When
        ownerships.handBack(key.id(), "olga", null);

        // Then
        var session = session(key);
        assertThat(session.number()).isEqualTo(2);
        assertThat(session.start()).isAfter(open.providerTime());
        assertThat(session.historyFrom().orElseThrow())
                .isAfter(answered.providerTime())
                .isBeforeOrEqualTo(open.providerTime());
        assertThat(session.end()).isEqualTo(session.start().plus(Duration.ofHours(1)));

        // When
        var next = message(key, Instant.now().plus(Duration.ofMinutes(10)));
        var snapshot = turns.recordNew(turn(next), 10).orElseThrow();

        // Then
        assertThat(snapshot.historyFrom()).isEqualTo(session.historyFrom());

        // When
        var later = message(key, Instant.now().plus(Duration.ofHours(3)));

        // Then
        assertThat(turns.recordNew(turn(later), 10).orElseThrow().historyFrom())
                .contains(session(key).start());
        assertThat(session(key).number()).isEqualTo(3);
    }

    @Test
    void handoverThatNobodyHadWrittenBeforeBeginsWithTheTakeover() {
        // Given
        ownerships.takeOver(key.id(), "olga", null);
        conversations.recordCustomerActivity(key, null, Instant.now());

        // When
        ownerships.handBack(key.id(), "olga", null);

        // Then
        assertThat(session(key).historyFrom()).isPresent();
        assertThat(session(key).historyFrom().orElseThrow()).isBefore(session(key).start());
    }

    @Test
    void resetAfterAHandoverHidesIt() {
        // Given
        conversations.recordCustomerActivity(key, null, AT);
        ownerships.takeOver(key.id(), "olga", null);
        ownerships.handBack(key.id(), "olga", null);
        var at = Instant.now().plusSeconds(1);

        // When
        var begun = sessions.reset(key.id(), at);
        var again = sessions.reset(key.id(), at);

        // Then
        assertThat(begun).isTrue();
        assertThat(again).isFalse();
        assertThat(session(key).historyFrom()).isEmpty();
        assertThat(session(key).start()).isAfter(at);
    }

    private static SessionMode daily(String zone) {
        return new Daily(ZoneId.of(zone));
    }

    private Session session(ConversationKey conversation) {
        return SqlStatement.of(ROW, conversation.id().value())
                .first(
                        database,
                        row ->
                                new Session(
                                        row.getInt("session_number"),
                                        Columns.instant(row, "session_started_at"),
                                        Columns.instant(row, "session_ends_at"),
                                        Columns.optionalInstant(row, "session_history_from")))
                .orElseThrow();
    }

    private static ConversationKey newConversation() {
        return new ConversationKey(
                Channel.META,
                new BusinessNumber("100000000000001", "+15559990000"),
                new CustomerAddress("US." + UUID.randomUUID()));
    }

    private static MessageReceived message(ConversationKey conversation, Instant at) {
        var providerId = "wamid." + UUID.randomUUID();
        return new MessageReceived(
                MessageId.ofProvider(Channel.META, providerId),
                conversation,
                providerId,
                new Content.Text("hello"),
                Optional.empty(),
                Optional.empty(),
                at,
                at,
                "{}");
    }

    private TurnReady turn(MessageReceived... received) {
        return new TurnReady(
                TurnId.startingWith(received[0].id()),
                key,
                Arrays.asList(received),
                TurnReady.Closing.QUIET,
                received[0].providerTime());
    }

    private ReplyDecided reply(MessageReceived message) {
        return new ReplyDecided(
                ReplyId.to(TurnId.startingWith(message.id())),
                key,
                ReplyDecided.Author.AI,
                Optional.of("model"),
                "An answer",
                List.of(),
                0,
                List.of(TurnId.startingWith(message.id())),
                Optional.empty(),
                message.providerTime().plusSeconds(5));
    }

    private void part(MessageReceived message, String state) {
        SqlStatement.of(
                        "INSERT INTO message_part (reply_id, number, total, conversation_id,"
                                + " channel, text, state) VALUES (?, 1, 1, ?, 'meta', 'An answer',"
                                + " ?)",
                        ReplyId.to(TurnId.startingWith(message.id())).value(),
                        key.id().value(),
                        state)
                .run(database);
    }
}

package dev.switchboard.transcript.turn;

import static dev.switchboard.transcript.testing.CustomerMessages.AT;
import static dev.switchboard.transcript.testing.CustomerMessages.newCustomer;
import static dev.switchboard.transcript.testing.CustomerMessages.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.OptOut;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.read.ConversationPages;
import dev.switchboard.transcript.reply.ReplyStore;
import dev.switchboard.transcript.reply.TurnResult;
import dev.switchboard.transcript.testing.CustomerMessages;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class TurnStoreTest {
    private static final int MAX = 20;

    @Inject TurnStore turns;
    @Inject ConversationStore conversations;
    @Inject MessageStore messages;
    @Inject OwnershipStore ownerships;
    @Inject ReplyStore replies;
    @Inject ConversationPages pages;

    private final ConversationKey key = newCustomer();

    /** Repeated more often than the driver needs to prepare the statements. */
    @RepeatedTest(8)
    void newTurnIsRecordedAndReadAtOnce() {
        // Given
        var turn = turn(message("one"), message("a\u0000b"), message("three"));

        // When
        var snapshot = turns.recordNew(turn, MAX).orElseThrow();

        // Then
        assertThat(snapshot.result()).isEmpty();
        assertThat(snapshot.ownership()).isEqualTo(new Ownership(Owner.AI, 0));
        assertThat(snapshot.newest())
                .extracting(StoredMessage::text)
                .containsExactly("one", "ab", "three");
        assertThat(snapshot.newest().getFirst())
                .satisfies(row -> {
                    assertThat(row.isInbound()).isTrue();
                    assertThat(row.providerTime()).isEqualTo(AT);
                    assertThat(row.content().orElseThrow()).contains("\"kind\"");
                });
        assertThat(snapshot.lastSend().isRepeatedBy("one", AT)).isFalse();
        assertThat(messages.turnsOf(ids(turn)).values()).containsOnly(turn.id());
        assertThat(conversations.find(key.id())).contains(key);
    }

    @Test
    void turnOfWhichAMessageIsRecordedIsLeftAlone() {
        // Given
        var known = message("known");
        assertThat(turns.recordNew(turn(known), MAX)).isPresent();
        var merged = turn(message("new"), known);

        // When
        var snapshot = turns.recordNew(merged, MAX);

        // Then
        assertThat(snapshot).isEmpty();
        assertThat(messages.turnsOf(ids(merged))).containsOnlyKeys(known.id());
    }

    @Test
    void ofManyConcurrentRecordingsOneIsMade() {
        // Given
        var turn = turn(message("one"), message("two"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            var recordings =
                    IntStream.range(0, 8)
                            .mapToObj(_ ->
                                    CompletableFuture.supplyAsync(
                                            () -> turns.recordNew(turn, MAX), threads))
                            .toList();

            // Then
            assertThat(recordings.stream().map(CompletableFuture::join).flatMap(Optional::stream))
                    .hasSize(1);
        }
        assertThat(messages.latest(key.id(), MAX)).hasSize(2);
    }

    @Test
    void snapshotHasTheResultAndTheOwnership() {
        // Given
        var turn = turn(message("hello"));
        var _ = turns.recordNew(turn, MAX);
        var reply = reply(turn);
        var _ = replies.claim(reply, "TIMEOUT: too slow");
        ownerships.takeOver(key.id(), "olga", null);

        // When
        var snapshot = turns.snapshot(turn, 1);

        // Then
        assertThat(snapshot.result())
                .contains(new TurnResult(Optional.of(reply), Optional.of("TIMEOUT: too slow")));
        assertThat(snapshot.ownership()).isEqualTo(new Ownership(Owner.OPERATOR, 1));
        assertThat(snapshot.newest())
                .extracting(StoredMessage::id)
                .containsExactly(MessageId.of(reply.id()));
    }

    @Test
    void optOutOfItsOwnMessagesIsInTheSnapshot() {
        // When
        var snapshot =
                turns.recordNew(turn(optOut(key, OptOut.Word.STOP, AT), message("really")), MAX);

        // Then
        assertThat(snapshot.orElseThrow().ownership().optedOut()).isTrue();
    }

    @Test
    void conversationThatHasALaterMessageIsNotWrittenAgain() {
        // Given
        conversations.recordCustomerActivity(key, "Ana Maria", AT.plusSeconds(60));

        // When
        var _ = turns.recordNew(turn(message("hello")), MAX);

        // Then
        assertThat(pages.find(key.id()))
                .get()
                .satisfies(row -> {
                    assertThat(row.customerName()).contains("Ana Maria");
                    assertThat(row.lastCustomerMessageAt()).contains(AT.plusSeconds(60));
                });
    }

    @Test
    void conversationThatHasOnlyEarlierMessagesIsUpdated() {
        // Given
        conversations.recordCustomerActivity(key, null, AT.minusSeconds(60));

        // When
        var _ = turns.recordNew(turn(message("hello")), MAX);

        // Then
        assertThat(pages.find(key.id()))
                .get()
                .satisfies(row -> {
                    assertThat(row.customerName()).contains("Ana");
                    assertThat(row.lastCustomerMessageAt()).contains(AT);
                    assertThat(row.lastActivityAt()).isEqualTo(AT);
                });
    }

    private TurnReady turn(MessageReceived... received) {
        return new TurnReady(
                TurnId.startingWith(received[0].id()),
                key,
                Arrays.asList(received),
                TurnReady.Closing.QUIET,
                AT);
    }

    private static List<MessageId> ids(TurnReady turn) {
        return turn.messages().stream().map(MessageReceived::id).toList();
    }

    private MessageReceived message(String text) {
        return CustomerMessages.message(key, text);
    }

    private ReplyDecided reply(TurnReady turn) {
        return new ReplyDecided(
                ReplyId.to(turn.id()),
                key,
                ReplyDecided.Author.SYSTEM,
                Optional.empty(),
                "Sorry.",
                List.of(),
                0,
                List.of(turn.id()),
                Optional.empty(),
                AT.plusSeconds(5));
    }
}

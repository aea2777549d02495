package dev.switchboard.transcript.reply;

import static dev.switchboard.transcript.testing.CustomerMessages.newCustomer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.aicontrol.AiSwitchStore;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.read.ConversationPages;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class ReplyStoreTest {
    private static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");

    @Inject ReplyStore replies;

    @Inject OwnershipStore ownerships;

    @Inject MessageStore messages;

    @Inject ConversationStore conversations;

    @Inject ConversationPages pages;
    @Inject AiSwitchStore switches;

    @Inject Database database;

    private final ConversationKey key = newCustomer();
    private final TurnId first = new TurnId(UUID.randomUUID());
    private final TurnId second = new TurnId(UUID.randomUUID());

    @Test
    void turnWithoutAClaimHasNoResult() {
        assertThat(replies.resultOf(first)).isEmpty();
    }

    @Test
    void turnIsLeftToTheOperatorWhoIsTheOwner() {
        // Given
        ownerships.takeOver(key.id(), "olga", null);

        // When
        var left = replies.leaveToOperator(key.id(), List.of(first));

        // Then
        assertThat(left).isTrue();
        assertThat(replies.resultOf(first)).contains(result(Optional.empty()));
    }

    @Test
    void turnThatHasAResultIsNotLeftToAnOperator() {
        // Given
        var reply = reply("said", 0, first);
        replies.claim(reply);
        ownerships.takeOver(key.id(), "olga", null);

        // When
        var left = replies.leaveToOperator(key.id(), List.of(first, second));

        // Then
        assertThat(left).isFalse();
        assertThat(replies.resultOf(first)).contains(result(Optional.of(reply)));
        assertThat(replies.resultOf(second)).contains(result(Optional.empty()));
    }

    @Test
    void turnIsNotLeftToAnOperatorAfterTheHandback() {
        // Given
        ownerships.takeOver(key.id(), "olga", null);
        ownerships.handBack(key.id(), "olga", null);

        // When
        var left = replies.leaveToOperator(key.id(), List.of(first));

        // Then
        assertThat(left).isFalse();
        assertThat(replies.resultOf(first)).isEmpty();
    }

    @Test
    void claimStoresTheReplyForAllItsTurns() {
        // Given
        var reply = reply("Grüße \\ \"👍\"", 0, first, second);

        // When
        var claim = replies.claim(reply);

        // Then
        assertThat(claim).isEqualTo(ClaimResult.MADE);
        assertThat(replies.resultOf(first)).contains(result(Optional.of(reply)));
        assertThat(replies.resultOf(second)).contains(result(Optional.of(reply)));
        assertThat(messages.latest(key.id(), 5))
                .singleElement()
                .satisfies(row -> assertThat(row.status()).isEqualTo(MessageStatus.QUEUED));
    }

    @Test
    void apologyIsStoredWithItsCause() {
        // Given
        var apology = reply("Sorry.", 0, first);

        // When
        replies.claim(apology, "OVERLOADED: HTTP 503");

        // Then
        assertThat(replies.resultOf(first))
                .contains(
                        new TurnResult(Optional.of(apology), Optional.of("OVERLOADED: HTTP 503")));
    }

    @Test
    void replyIsStoredWithItsProfileAndTheVersionOfItsSettings() {
        // Given
        var reply = reply("Hello", 0, first);
        var unknown = reply("Hello", 0, second);

        // When
        replies.claim(reply, null, ReplyOrigin.of(12).by("main"));
        replies.claim(unknown);

        // Then
        assertThat(replies.settingsVersion(reply.id())).hasValue(12);
        assertThat(replies.profile(reply.id())).hasValue("main");
        assertThat(replies.settingsVersion(unknown.id())).isEmpty();
        assertThat(replies.profile(unknown.id())).isEmpty();
    }

    @Test
    void noticeIsStoredOnceAndClaimsNothing() {
        // Given
        var notice = notice("It takes longer.");
        replies.storeNotice(notice, 7);

        // When
        var stored = replies.storeNotice(notice("In other words."), 7);

        // Then
        assertThat(stored).contains(notice);
        assertThat(messages.latest(key.id(), 5)).hasSize(1);
    }

    @Test
    void noticeOfAnEarlierEpochIsNotStored() {
        // Given
        ownerships.takeOver(key.id(), "olga", null);

        // When
        var stored = replies.storeNotice(notice("It takes longer."), 7);

        // Then
        assertThat(stored).isEmpty();
        assertThat(messages.latest(key.id(), 5)).isEmpty();
    }

    @Test
    void noticeIsNotStoredWhereTheAiIsSwitchedOffForTheConversation() {
        // Given
        conversations.recordCustomerActivity(key, null, AT);
        switches.set(key.id(), false, "olga", null);

        // When
        var stored = replies.storeNotice(notice("It takes longer."), 7);

        // Then
        assertThat(stored).isEmpty();
        assertThat(messages.latest(key.id(), 5)).isEmpty();
    }

    @Test
    void turnIsClaimedOnceAlsoWhenRedeliveryMergesTurnsDifferently() {
        // Given
        var earlier = reply("earlier", 0, second);
        replies.claim(earlier);

        // When
        var claim = replies.claim(reply("later", 0, first, second));

        // Then
        assertThat(claim).isEqualTo(ClaimResult.ALREADY_CLAIMED);
        assertThat(replies.resultOf(first)).isEmpty();
        assertThat(replies.resultOf(second)).contains(result(Optional.of(earlier)));
        assertThat(messages.latest(key.id(), 5)).hasSize(1);
    }

    @Test
    void takeoverSinceTheDecisionClaimsTheTurnsWithoutAReply() {
        // Given
        ownerships.takeOver(key.id(), "ana", null);

        // When
        var claim = replies.claim(reply("too late", 0, first, second));

        // Then
        assertThat(claim).isEqualTo(ClaimResult.OWNERSHIP_CHANGED);
        assertThat(replies.resultOf(first)).contains(result(Optional.empty()));
        assertThat(replies.resultOf(second)).contains(result(Optional.empty()));
        assertThat(messages.latest(key.id(), 5)).isEmpty();
    }

    @Test
    void handbackInBetweenCountsAsAChangeToo() {
        // Given
        ownerships.takeOver(key.id(), "ana", null);
        ownerships.handBack(key.id(), "ana", null);

        // Then
        assertThat(replies.claim(reply("of before", 0, first)))
                .isEqualTo(ClaimResult.OWNERSHIP_CHANGED);
        assertThat(replies.resultOf(first)).as("it is for the AI to answer it anew").isEmpty();
        assertThat(replies.claim(reply("of now", 2, first, second))).isEqualTo(ClaimResult.MADE);
    }

    @Test
    void leavingATurnUnansweredDoesNotUndoItsClaim() {
        // Given
        var reply = reply("said", 0, first);
        replies.claim(reply);

        // When
        var left = replies.leaveUnanswered(List.of(first, second));

        // Then
        assertThat(left).isFalse();
        assertThat(replies.resultOf(first)).contains(result(Optional.of(reply)));
        assertThat(replies.resultOf(second)).contains(result(Optional.empty()));
    }

    @Test
    void ofManyConcurrentClaimsOneIsMade() {
        // Given
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            var claims =
                    IntStream.range(0, 8)
                            .mapToObj(number -> reply("answer " + number, 0, first))
                            .map(reply ->
                                    CompletableFuture.supplyAsync(
                                            () -> replies.claim(reply), threads))
                            .toList();

            // Then
            assertThat(claims.stream().map(CompletableFuture::join))
                    .containsOnlyOnce(ClaimResult.MADE)
                    .containsOnly(ClaimResult.MADE, ClaimResult.ALREADY_CLAIMED);
        }
    }

    /** Repeated more often than the driver needs to prepare the statements. */
    @RepeatedTest(8)
    void claimSeesTheTakeoverThatItsLockWaitedFor() {
        // Given
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            var claim =
                    database.inTransaction(() -> {
                        ownerships.takeOver(key.id(), "ana", null);
                        var waiting =
                                CompletableFuture.supplyAsync(
                                        () -> replies.claim(reply("late", 0, first)), threads);
                        await().until(this::isLockWaitedFor);
                        return waiting;
                    });

            // Then
            assertThat(claim.join()).isEqualTo(ClaimResult.OWNERSHIP_CHANGED);
        }
        assertThat(replies.resultOf(first)).contains(result(Optional.empty()));
        assertThat(messages.latest(key.id(), 5)).isEmpty();
    }

    private boolean isLockWaitedFor() {
        return database.inNewTransaction(() ->
                SqlStatement.of(
                                "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT"
                                        + " granted")
                        .firstNumber(database)
                        .isPresent());
    }

    @Test
    void customerWhoHasOptedOutGetsNoReplyAndTheTurnStaysUnclaimed() {
        // Given
        conversations.recordCustomerActivity(key, null, AT);
        conversations.recordOptOut(key.id(), AT);

        // When
        var claim = replies.claim(reply("unwanted", 0, first));

        // Then
        assertThat(claim).isEqualTo(ClaimResult.OWNERSHIP_CHANGED);
        assertThat(replies.resultOf(first)).isEmpty();
    }

    @Test
    void replyIsNotClaimedWhereTheAiWasSwitchedOffMeanwhile() {
        // Given
        conversations.recordCustomerActivity(key, null, AT);
        switches.set(key.id(), false, "olga", null);

        // When
        var claim = replies.claim(reply("unwanted", 0, first));

        // Then
        assertThat(claim).isEqualTo(ClaimResult.OWNERSHIP_CHANGED);
        assertThat(replies.resultOf(first)).isEmpty();

        // When
        switches.set(key.id(), true, "olga", null);

        // Then
        assertThat(replies.claim(reply("wanted", 0, first))).isEqualTo(ClaimResult.MADE);
    }

    @Test
    void replyMovesTheLastActivityOnlyWhereItIsAMinuteOld() {
        // Given
        conversations.recordCustomerActivity(key, null, AT.minusSeconds(59));

        // When
        replies.claim(reply("soon", 0, first));

        // Then
        assertThat(lastActivity()).isEqualTo(AT.minusSeconds(59));

        // When
        conversations.recordActivity(key.id(), AT.plusSeconds(2));

        // Then
        assertThat(lastActivity()).isEqualTo(AT.plusSeconds(2));
    }

    private Instant lastActivity() {
        return pages.find(key.id()).orElseThrow().lastActivityAt();
    }

    private static TurnResult result(Optional<ReplyDecided> reply) {
        return new TurnResult(reply, Optional.empty());
    }

    private ReplyDecided notice(String text) {
        return new ReplyDecided(
                ReplyId.ofNotice(first),
                key,
                Author.SYSTEM,
                Optional.empty(),
                text,
                List.of(),
                0,
                List.of(),
                Optional.empty(),
                AT);
    }

    private ReplyDecided reply(String text, long epoch, TurnId... turns) {
        return new ReplyDecided(
                ReplyId.to(turns[0]),
                key,
                Author.AI,
                Optional.of("gemini-2.5-flash"),
                text,
                List.of(),
                epoch,
                List.of(turns),
                Optional.empty(),
                AT);
    }
}

package dev.switchboard.transcript.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.event.ReplyDecided.Author;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.model.identity.TurnId;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.message.MessageStore;
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
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class ReplyStoreTest {
    private static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");

    @Inject ReplyStore replies;

    @Inject ControlStore controls;

    @Inject MessageStore messages;

    private final ConversationKey key =
            new ConversationKey(
                    Channel.META,
                    new BusinessNumber("100000000000001", "+15559990000"),
                    new CustomerAddress("US." + UUID.randomUUID()));
    private final TurnId first = new TurnId(UUID.randomUUID());
    private final TurnId second = new TurnId(UUID.randomUUID());

    @Test
    void turnThatNobodyClaimedIsNotSettled() {
        assertThat(replies.settlementOf(first)).isEmpty();
    }

    @Test
    void turnIsLeftToThePersonWhoHasTheLine() {
        // Given
        controls.takeOver(key.id(), "olga", Optional.empty());

        // When
        var left = replies.leaveToPerson(key.id(), List.of(first));

        // Then
        assertThat(left).isTrue();
        assertThat(replies.settlementOf(first)).contains(settled(Optional.empty()));
    }

    @Test
    void turnIsNotLeftToAPersonWhoHasJustHandedTheLineBack() {
        // Given
        controls.takeOver(key.id(), "olga", Optional.empty());
        controls.handBack(key.id(), "olga", Optional.empty());

        // When
        var left = replies.leaveToPerson(key.id(), List.of(first));

        // Then
        assertThat(left).isFalse();
        assertThat(replies.settlementOf(first)).isEmpty();
    }

    @Test
    void claimSettlesAllTurnsOfTheReplyWordForWord() {
        // Given
        var reply = reply("Grüße \\ \"👍\"", 0, first, second);

        // When
        var claim = replies.claim(reply);

        // Then
        assertThat(claim).isEqualTo(Claim.MADE);
        assertThat(replies.settlementOf(first)).contains(settled(Optional.of(reply)));
        assertThat(replies.settlementOf(second)).contains(settled(Optional.of(reply)));
        assertThat(messages.latest(key.id(), 5))
                .singleElement()
                .satisfies(row -> assertThat(row.status).isEqualTo("queued"));
    }

    @Test
    void apologyIsKeptWithItsCause() {
        // Given
        var apology = reply("Sorry.", 0, first);

        // When
        replies.claim(apology, Optional.of("OVERLOADED: HTTP 503"));

        // Then
        assertThat(replies.settlementOf(first))
                .contains(
                        new Settlement(Optional.of(apology), Optional.of("OVERLOADED: HTTP 503")));
    }

    @Test
    void noticeIsKeptOnceAndSettlesNothing() {
        // Given
        var notice = notice("It takes longer.");
        replies.announce(notice);

        // When
        var announced = replies.announce(notice("In other words."));

        // Then
        assertThat(announced).contains(notice);
        assertThat(messages.latest(key.id(), 5)).hasSize(1);
    }

    @Test
    void noticeOfAnEarlierEpochIsNotMade() {
        // Given
        controls.takeOver(key.id(), "olga", Optional.empty());

        // When
        var announced = replies.announce(notice("It takes longer."));

        // Then
        assertThat(announced).isEmpty();
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
        assertThat(claim).isEqualTo(Claim.TURN_SETTLED);
        assertThat(replies.settlementOf(first)).isEmpty();
        assertThat(replies.settlementOf(second)).contains(settled(Optional.of(earlier)));
        assertThat(messages.latest(key.id(), 5)).hasSize(1);
    }

    @Test
    void takeoverSinceTheDecisionSettlesTheTurnsWithoutAnAnswer() {
        // Given
        controls.takeOver(key.id(), "ana", Optional.empty());

        // When
        var claim = replies.claim(reply("too late", 0, first, second));

        // Then
        assertThat(claim).isEqualTo(Claim.LINE_CHANGED);
        assertThat(replies.settlementOf(first)).contains(settled(Optional.empty()));
        assertThat(replies.settlementOf(second)).contains(settled(Optional.empty()));
        assertThat(messages.latest(key.id(), 5)).isEmpty();
    }

    @Test
    void handbackInBetweenCountsAsAChangeToo() {
        // Given
        controls.takeOver(key.id(), "ana", Optional.empty());
        controls.handBack(key.id(), "ana", Optional.empty());

        // Then
        assertThat(replies.claim(reply("of before", 0, first))).isEqualTo(Claim.LINE_CHANGED);
        assertThat(replies.settlementOf(first)).as("it is for the AI to answer it anew").isEmpty();
        assertThat(replies.claim(reply("of now", 2, first, second))).isEqualTo(Claim.MADE);
    }

    @Test
    void leavingATurnUnansweredDoesNotUndoItsClaim() {
        // Given
        var reply = reply("said", 0, first);
        replies.claim(reply);

        // When
        replies.leaveUnanswered(List.of(first, second));

        // Then
        assertThat(replies.settlementOf(first)).contains(settled(Optional.of(reply)));
        assertThat(replies.settlementOf(second)).contains(settled(Optional.empty()));
    }

    @Test
    void ofManyClaimsAtTheSameTimeOneIsMade() {
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
                    .containsOnlyOnce(Claim.MADE)
                    .containsOnly(Claim.MADE, Claim.TURN_SETTLED);
        }
    }

    private static Settlement settled(Optional<ReplyDecided> reply) {
        return new Settlement(reply, Optional.empty());
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

package dev.switchboard.transcript.spend;

import static dev.switchboard.transcript.testing.CustomerMessages.newCustomer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.ModelCallId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.wire.Json;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.read.SpendCursor;
import dev.switchboard.transcript.read.SpendPages;
import dev.switchboard.transcript.read.SpendPages.Grouping;
import dev.switchboard.transcript.read.SpendPages.Period;
import dev.switchboard.transcript.read.SpendPages.Sum;
import dev.switchboard.transcript.reply.ClaimResult;
import dev.switchboard.transcript.reply.ReplyOrigin;
import dev.switchboard.transcript.reply.ReplyStore;
import dev.switchboard.transcript.spend.ModelPrice.Rates;
import dev.switchboard.transcript.spend.ModelPrice.Tier;
import dev.switchboard.transcript.sql.Columns;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class AiCallStoreTest {
    private static final TokenCounts TOKENS = new TokenCounts(100, 40, 7, 3, 20, 5);

    @Inject AiCallStore store;
    @Inject SpendPages pages;
    @Inject ReplyStore replies;
    @Inject OwnershipStore ownerships;
    @Inject Database database;

    private final ConversationKey key = newCustomer();
    private final TurnId turn = new TurnId(UUID.randomUUID());
    private final UUID profile = UUID.randomUUID();

    /** Noon of a day that no other test has. */
    private final Instant noon =
            Instant.parse("1900-01-01T12:00:00Z")
                    .plus(ThreadLocalRandom.current().nextInt(30_000), ChronoUnit.DAYS);

    private final Instant from = noon.minus(12, ChronoUnit.HOURS);
    private final Instant to = noon.plus(12, ChronoUnit.HOURS);

    @Test
    void callsAreSummedUpByDayNumberAndConversation() {
        // Given
        var another = newCustomer();

        // When
        store.insert(
                List.of(
                        call(1, key, noon, 100),
                        call(2, key, from, 20),
                        call(3, another, to.minusNanos(1000), 3),
                        call(4, key, to, 10_000)));

        // Then
        assertThat(store.micros(from, to)).isEqualTo(123);
        assertThat(store.micros(from, to, key.id())).isEqualTo(120);
        assertThat(store.micros(from, to, key.business().id())).isEqualTo(123);
        assertThat(store.micros(from, to, "another number")).isZero();
        assertThat(store.ofConversation(key.id(), noon))
                .isEqualTo(new AiCallStore.ConversationSpend(10_100, 10_120));
    }

    @Test
    void callThatIsWrittenAgainCountsOnceAndOneThatIsMadeAgainIsAdded() {
        // Given
        var call = call(1, key, noon, 100);

        // When
        store.insert(List.of(call));
        store.insert(List.of(call));
        store.insert(List.of(call(1, key, noon.plusSeconds(60), 30)));

        // Then
        assertThat(store.micros(from, to)).isEqualTo(130);
        assertThat(page(Grouping.CONVERSATION, null, 10))
                .singleElement()
                .satisfies(sum -> {
                    assertThat(sum.calls()).isEqualTo(2);
                    assertThat(sum.tokens()).isEqualTo(new TokenCounts(200, 80, 14, 6, 40, 10));
                });
    }

    @Test
    void claimWritesItsCallsWithTheReply() {
        // Given
        var reply = reply(0);

        // When
        var claim = replies.claim(reply, null, origin(List.of(call(1, key, noon, 100))));

        // Then
        assertThat(claim).isEqualTo(ClaimResult.MADE);
        assertThat(replyOfCall()).contains(reply.id().value());
    }

    @Test
    void claimThatIsNotMadeWritesItsCallsWithoutAReply() {
        // Given
        ownerships.takeOver(key.id(), "olga", null);
        ownerships.handBack(key.id(), "olga", null);

        // When
        var claim = replies.claim(reply(0), null, origin(List.of(call(1, key, noon, 100))));

        // Then
        assertThat(claim).isEqualTo(ClaimResult.OWNERSHIP_CHANGED);
        assertThat(replyOfCall()).isEmpty();
        assertThat(store.micros(from, to)).isEqualTo(100);

        // When
        replies.claim(reply(2), null, origin(List.of()));
        var again = replies.claim(reply(2), null, origin(List.of(call(2, key, noon, 1))));

        // Then
        assertThat(again).isEqualTo(ClaimResult.ALREADY_CLAIMED);
        assertThat(store.micros(from, to)).isEqualTo(101);
    }

    @Test
    void sumsAreReadPageByPageTheDearestFirst() {
        // Given
        var cheap = newCustomer();
        var dear = newCustomer();
        store.insert(
                List.of(
                        call(1, key, noon, 100),
                        call(2, cheap, noon, 50),
                        call(3, dear, noon, 100),
                        call(4, dear, noon, 100)));

        // When
        var first = page(Grouping.CONVERSATION, null, 2);
        var last = first.getLast();
        var second = page(Grouping.CONVERSATION, new SpendCursor(last.rank(), last.key()), 2);

        // Then
        assertThat(first).extracting(Sum::micros).containsExactly(200L, 100L);
        assertThat(first.getFirst().key()).isEqualTo(dear.id().toString());
        assertThat(second).extracting(Sum::key).containsExactly(cheap.id().toString());
        assertThat(page(Grouping.NUMBER, null, 2))
                .extracting(Sum::key, Sum::micros)
                .containsExactly(tuple(key.business().id(), 350L));
        assertThat(page(Grouping.PROFILE, null, 2))
                .singleElement()
                .satisfies(sum -> {
                    assertThat(sum.key()).isEqualTo(profile.toString());
                    assertThat(sum.name()).isEqualTo("main");
                    assertThat(sum.uncertainMicros()).isEqualTo(350);
                });
    }

    @Test
    void daysAreThoseOfTheTimeZoneTheNewestFirst() {
        // Given
        var day = noon.atZone(ZoneId.of("UTC")).toLocalDate();
        var late = from.plus(Duration.ofHours(23)).plus(Duration.ofMinutes(30));
        store.insert(List.of(call(1, key, noon, 1), call(2, key, late, 10)));

        // When
        var anHourEast =
                pages.page(Grouping.DAY, new Period(from, to, ZoneId.of("Etc/GMT-1")), null, 10);
        var inUtc = page(Grouping.DAY, null, 10);

        // Then
        assertThat(inUtc).extracting(Sum::key).containsExactly(day.toString());
        assertThat(anHourEast)
                .extracting(Sum::key)
                .containsExactly(day.plusDays(1).toString(), day.toString());
    }

    @Test
    void priceIsReadAsItWasWritten() throws JsonProcessingException {
        // Given
        var rates = Rates.of(new BigDecimal("0.3"), new BigDecimal("2.5"));
        var plain = ModelPrice.of(rates);
        var full =
                new ModelPrice(
                        new Rates(
                                BigDecimal.ONE,
                                Optional.of(new BigDecimal("0.1")),
                                Optional.of(new BigDecimal("1.25")),
                                Optional.of(BigDecimal.TWO),
                                BigDecimal.TEN),
                        Optional.of(new BigDecimal("12")),
                        List.of(new Tier(200_000, rates)));

        // When
        var written = Json.mapper().writeValueAsString(plain);

        // Then
        assertThat(written).doesNotContain("tiers", "cached");
        assertThat(Json.mapper().readValue(written, ModelPrice.class)).isEqualTo(plain);
        assertThat(
                        Json.mapper()
                                .readValue(
                                        Json.mapper().writeValueAsString(full), ModelPrice.class))
                .isEqualTo(full);
    }

    private List<Sum> page(Grouping by, @Nullable SpendCursor before, int max) {
        return pages.page(by, new Period(from, to, ZoneId.of("UTC")), before, max);
    }

    private Optional<UUID> replyOfCall() {
        return SqlStatement.of("SELECT reply_id FROM ai_call WHERE turn_id = ?", turn.value())
                .rows(database, row -> Optional.ofNullable(Columns.uuid(row, "reply_id")))
                .getFirst();
    }

    private AiCall call(int number, ConversationKey conversation, Instant at, long micros) {
        return new AiCall(
                ModelCallId.of(turn, "main", number),
                turn,
                conversation.id(),
                conversation.business().id(),
                AiCall.Kind.ANSWER,
                new AiCall.Profile(Optional.of(profile), 3, "main"),
                Optional.of(new AiCall.Version(UUID.randomUUID(), 2)),
                "gemini-2.5-flash",
                "answer",
                Optional.of("STOP"),
                TOKENS,
                new AiCall.Cost(micros, false, "unknown"),
                at,
                1_234);
    }

    private ReplyDecided reply(long epoch) {
        return new ReplyDecided(
                ReplyId.to(turn),
                key,
                Author.AI,
                Optional.of("gemini-2.5-flash"),
                "At nine.",
                List.of(),
                epoch,
                List.of(turn),
                Optional.empty(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private static ReplyOrigin origin(List<AiCall> calls) {
        return ReplyOrigin.of(1).with(calls);
    }
}

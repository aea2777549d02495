package dev.switchboard.operator.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.ModelCallId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.spend.AiCall;
import dev.switchboard.transcript.spend.AiCallStore;
import dev.switchboard.transcript.spend.TokenCounts;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
class SpendResourceTest {
    private static final String PATH = "/api/v1/spend";
    private static final Instant DAY = Instant.parse("2011-03-04T00:00:00Z");
    private static final String MARCH = "&from=2011-03-01T00:00:00Z&to=2011-04-01T00:00:00Z";

    @Inject AiCallStore store;
    @Inject OperatorScene scene;

    private final TurnId turn = new TurnId(UUID.nameUUIDFromBytes(new byte[] {1}));
    private ConversationKey conversation;

    @BeforeEach
    void write() {
        conversation = scene.conversation();
        store.insert(
                List.of(
                        call(1, DAY, 1_234_567),
                        call(2, DAY.plus(Duration.ofHours(23)), 1),
                        call(3, DAY.plus(Duration.ofDays(2)), 20)));
    }

    @Test
    void spendIsSummedUpByDay() {
        // When
        var spends = Api.get(PATH + "?by=day" + MARCH).jsonPath();

        // Then
        assertThat(spends.getList("spends.key")).containsExactly("2011-03-06", "2011-03-04");
        assertThat(spends.getList("spends.usd").stream().map(String::valueOf))
                .containsExactly("2.0E-5", "1.234568");
        assertThat(spends.getList("spends.inputTokens")).containsExactly(100, 200);
        assertThat(spends.getMap("spends[0]")).doesNotContainKey("name");
    }

    @Test
    void spendIsReadPageByPage() {
        // When
        var first = Api.get(PATH + "?by=day&limit=1" + MARCH).jsonPath();
        var next = first.getString("nextBefore");
        var second = Api.get(PATH + "?by=day&limit=1&before={b}" + MARCH, next).jsonPath();

        // Then
        assertThat(first.getList("spends.key")).containsExactly("2011-03-06");
        assertThat(second.getList("spends.key")).containsExactly("2011-03-04");
        assertThat(second.getString("nextBefore")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"profile, env", "number, +493012345678"})
    void spendIsSummedUpByProfileAndNumber(String by, String key) {
        // When
        var spends = Api.get(PATH + "?by=" + by + MARCH).jsonPath();

        // Then
        assertThat(spends.getList("spends.key")).containsExactly(key);
        assertThat(spends.getList("spends.calls")).containsExactly(3);
    }

    @Test
    void rangeIsBoundedAndTheDefaultOneIsTheLast30Days() {
        // When
        var tooLong =
                Api.get(PATH + "?from=2011-01-01T00:00:00Z&to=2011-04-04T00:00:00Z").jsonPath();
        var backwards =
                Api.get(PATH + "?from=2011-04-01T00:00:00Z&to=2011-03-01T00:00:00Z").jsonPath();
        var unknown = Api.get(PATH + "?by=planet").jsonPath();

        // Then
        assertThat(tooLong.getString("detail")).isEqualTo("from must be at most 92 days before to");
        assertThat(backwards.getString("detail")).isEqualTo("from must be before to");
        assertThat(unknown.getString("detail"))
                .isEqualTo("by must be one of day, profile, number, conversation");
        assertThat(Api.get(PATH).jsonPath().getList("spends.key")).doesNotContain("2011-03-04");
    }

    @Test
    void onlyAdministratorsMayReadIt() {
        assertThat(Api.asOperator().get(PATH).statusCode()).isEqualTo(403);
    }

    @Test
    void conversationShowsWhatItHasCost() {
        // Given
        var number = ThreadLocalRandom.current().nextInt(100, Integer.MAX_VALUE);
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        store.insert(List.of(call(number, now, 250_000)));

        // When
        var shown = Api.get("/api/v1/conversations/" + conversation.id()).jsonPath();

        // Then
        assertThat(shown.getDouble("spend.todayUsd")).isEqualTo(0.25);
        assertThat(shown.getDouble("spend.totalUsd")).isGreaterThanOrEqualTo(0.25);
    }

    private AiCall call(int number, Instant at, long micros) {
        return new AiCall(
                ModelCallId.of(turn, "env", number),
                turn,
                conversation.id(),
                conversation.business().id(),
                AiCall.Kind.ANSWER,
                new AiCall.Profile(Optional.empty(), 0, "env"),
                Optional.empty(),
                "gemini-2.5-flash",
                "answer",
                Optional.of("STOP"),
                TokenCounts.of(100, 10),
                new AiCall.Cost(micros, false, "2026-12-01"),
                at,
                100);
    }
}

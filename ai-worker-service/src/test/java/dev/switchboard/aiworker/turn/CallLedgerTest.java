package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.FakeGemini;
import dev.switchboard.transcript.sql.Columns;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The ledger of whole turns. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class CallLedgerTest extends TurnCase {
    private static final String ROWS =
            """
            SELECT outcome, input, output, micros, estimated, price_taken, finish, reply_id, model, profile
            FROM ai_call WHERE turn_id = ? ORDER BY started_at
            """;

    @Inject Database database;
    @Inject MeterRegistry meters;

    private record Row(
            String outcome,
            long input,
            long output,
            long micros,
            boolean isEstimated,
            String priceTaken,
            Optional<String> finish,
            Optional<UUID> reply) {}

    @Test
    void answerIsInTheLedgerWithItsReplyAsSoonAsItIsClaimed() {
        // Given
        gemini.thenAnswers("At nine.");
        var turn = customer.saying("When do you open?");
        var before = cost();

        // When
        publish(turn);
        assertThat(awaitResult(turn)).isPresent();

        // Then: 12 * 0.30 + 34 * 2.50 = 88.6, rounded up
        assertThat(rows(turn))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.outcome()).isEqualTo("answer");
                    assertThat(row.input()).isEqualTo(12);
                    assertThat(row.output()).isEqualTo(34);
                    assertThat(row.micros()).isEqualTo(89);
                    assertThat(row.isEstimated()).isFalse();
                    assertThat(row.priceTaken()).startsWith("20");
                    assertThat(row.finish()).contains("STOP");
                    assertThat(row.reply()).contains(ReplyId.to(turn.id()).value());
                });
        assertThat(cost() - before).isGreaterThan(0.000088);
    }

    @Test
    void failedCallIsInTheLedgerWithoutAReply() {
        // Given
        gemini.thenResponds(503, FakeGemini.error(503, "UNAVAILABLE")).thenAnswers("At nine.");
        var turn = customer.saying("When do you open?");

        // When
        publish(turn);
        assertThat(awaitResult(turn)).isPresent();

        // Then
        await().until(() -> rows(turn).size() == 2);
        assertThat(rows(turn).getFirst())
                .isEqualTo(
                        new Row(
                                "overloaded",
                                0,
                                0,
                                0,
                                false,
                                rows(turn).getLast().priceTaken(),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(rows(turn).getLast().outcome()).isEqualTo("answer");
    }

    @Test
    void callThatANewerTurnCancelsIsPaidForByItsPrompt() {
        // Given
        gemini.thenHangs().thenAnswers("At nine on Sundays, too.");
        var turn = customer.saying("When do you open?");
        var newer = customer.saying("On Sundays, I mean");
        publish(turn);
        await().until(() -> gemini.calls().size() == 1);

        // When
        publish(newer);
        assertThat(awaitResult(turn)).isPresent();

        // Then
        await().atMost(Duration.ofSeconds(20)).until(() -> rows(turn).size() == 2);
        assertThat(rows(turn).getFirst())
                .satisfies(row -> {
                    assertThat(row.outcome()).isEqualTo("cancelled");
                    assertThat(row.isEstimated()).isTrue();
                    assertThat(row.input()).isPositive();
                    assertThat(row.output()).isZero();
                    assertThat(row.micros()).isPositive();
                    assertThat(row.reply()).isEmpty();
                });
        assertThat(rows(turn).getLast().outcome()).isEqualTo("answer");
    }

    private List<Row> rows(TurnReady turn) {
        return SqlStatement.of(ROWS, turn.id().value())
                .rows(
                        database,
                        row ->
                                new Row(
                                        row.getString("outcome"),
                                        row.getLong("input"),
                                        row.getLong("output"),
                                        row.getLong("micros"),
                                        row.getBoolean("estimated"),
                                        row.getString("price_taken"),
                                        Columns.optionalText(row, "finish"),
                                        Optional.ofNullable(Columns.uuid(row, "reply_id"))));
    }

    private double cost() {
        return meters.counter("switchboard.model.cost.dollars", "profile", "env").count();
    }
}

package dev.switchboard.aiworker.turn;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.CountedDatabase;
import dev.switchboard.testing.CountedDatabase.Cost;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class TurnCostTest extends TurnCase {
    @Inject CountedDatabase database;

    @Test
    void plainTurnIsTwoTransactionsOfSevenStatements() {
        // When
        var costs =
                Stream.of("When do you open?", "And when do you close?", "On Sundays, too?")
                        .map(this::costOf);

        // Then
        assertThat(costs.min(comparing(Cost::transactions)).orElseThrow())
                .as("the least, since turns of other tests may be in flight")
                .isEqualTo(new Cost(2, 7));
    }

    private Cost costOf(String question) {
        gemini.thenAnswers("Answer to: " + question);
        var turn = customer.saying(question);
        var _ = database.take();
        publish(turn);
        var _ = replyTo(turn);
        return database.take();
    }
}

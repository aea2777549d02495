package dev.switchboard.transcript.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.switchboard.testing.BackingServices;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class DatabaseTest {
    private static final String ADD = "INSERT INTO turn_answer (turn_id) VALUES (?)";
    private static final String FIND = "SELECT 1 FROM turn_answer WHERE turn_id = ?";

    @Inject Database database;

    @Test
    void whatATransactionDidIsThereForAllOnceItHasReturned() {
        // Given
        var turn = UUID.randomUUID();

        // When
        var isVisibleElsewhere =
                database.inTransaction(() -> {
                    add(turn);
                    return database.inNewTransaction(() -> exists(turn));
                });

        // Then
        assertThat(isVisibleElsewhere).isFalse();
        assertThat(exists(turn)).isTrue();
    }

    @Test
    void nothingIsLeftOfATransactionThatFailed() {
        // Given
        var outer = UUID.randomUUID();
        var inner = UUID.randomUUID();

        // When
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        database.runInTransaction(() -> {
                            add(outer);
                            database.runInTransaction(() -> add(inner));
                            throw new IllegalStateException("failed");
                        }));

        // Then
        assertThat(exists(outer)).isFalse();
        assertThat(exists(inner)).isFalse();
    }

    @Test
    void aConnectionIsUsableAfterAFailedTransaction() {
        // When
        for (var i = 0; i < 20; i++) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() ->
                            database.runInTransaction(
                                    () -> SqlStatement.of("SELECT 1 FROM nowhere").run(database)));
        }

        // Then
        var turn = UUID.randomUUID();
        add(turn);
        assertThat(exists(turn)).isTrue();
    }

    @Test
    void statementsSentTogetherOutsideATransactionAreAllOrNothing() {
        // Given
        var turn = UUID.randomUUID();
        var twice = SqlStatement.of(ADD + "; " + ADD, turn, turn);

        // When
        assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> twice.run(database));

        // Then
        assertThat(exists(turn)).isFalse();
    }

    @Test
    void aTransactionOfPanachesCallersIsJoined() {
        // Given
        var turn = UUID.randomUUID();

        // When
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        QuarkusTransaction.requiringNew()
                                .run(() -> {
                                    database.runInTransaction(() -> add(turn));
                                    assertThat(exists(turn)).isTrue();
                                    throw new IllegalStateException("failed");
                                }));

        // Then
        assertThat(exists(turn)).isFalse();
    }

    @Test
    void aStatementThatNeedsATransactionIsRefusedOutsideOne() {
        assertThatIllegalStateException().isThrownBy(database::requireTransaction);
        database.runInTransaction(database::requireTransaction);
    }

    private void add(UUID turn) {
        SqlStatement.of(ADD, turn).run(database);
    }

    private boolean exists(UUID turn) {
        return SqlStatement.of(FIND, turn).firstNumber(database).isPresent();
    }
}

package dev.switchboard.transcript.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.message.MessageStatus;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class SqlStatementTest {
    private static final String SETTING =
            "SELECT current_setting('switchboard.test', true) AS name";

    @Inject Database database;

    @Test
    void columnsAreReadAsTheTypesOfTheProduct() {
        // Given
        var id = UUID.randomUUID();
        var at = Instant.parse("2026-11-30T12:00:00.123456Z");
        var statement =
                SqlStatement.of(
                        "SELECT CAST(? AS uuid) AS id, CAST(? AS timestamptz) AS at,"
                                + " CAST(? AS text) AS missing, 'failed' AS status"
                                + " WHERE 'a' = ANY (CAST(? AS text[]))",
                        id,
                        at,
                        null,
                        new String[] {"b", "a"});

        // When
        var rows =
                statement.rows(
                        database,
                        row -> {
                            assertThat(Columns.uuid(row, "id")).isEqualTo(id);
                            assertThat(Columns.instant(row, "at")).isEqualTo(at);
                            assertThat(Columns.optionalText(row, "missing")).isEmpty();
                            return Columns.constant(MessageStatus.class, row, "status");
                        });

        // Then
        assertThat(rows).containsExactly(MessageStatus.FAILED);
    }

    @Test
    void statementsOfATransactionShareItsConnection() {
        // When
        var within =
                database.inTransaction(() -> {
                    SqlStatement.of("SELECT set_config('switchboard.test', ?, true)", "one")
                            .run(database);
                    return name();
                });

        // Then
        assertThat(within).isEqualTo("one");
        assertThat(name()).isNullOrEmpty();
    }

    private String name() {
        return SqlStatement.of(SETTING).rows(database, row -> row.getString("name")).getFirst();
    }

    @Test
    void failureHasTheStateOfTheDatabase() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> SqlStatement.of("SELECT 1 FROM nowhere").run(database))
                .havingCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        cause -> assertThat(cause.getSQLState()).isEqualTo("42P01"));
    }
}

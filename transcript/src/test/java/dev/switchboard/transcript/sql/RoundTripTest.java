package dev.switchboard.transcript.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class RoundTripTest {
    /** More than the executions after which the driver prepares statements (five). */
    private static final int EXECUTIONS = 8;

    private static final String INSERT =
            """
            INSERT INTO conversation_control (conversation_id, holder, epoch, changed_at, changed_by, reason)
            SELECT ?, 'OPERATOR', 1, now(), given.name, given.reason
            FROM unnest(CAST(? AS text[]), CAST(? AS text[])) AS given (name, reason)
            """;
    private static final String ACTOR =
            "SELECT changed_by FROM conversation_control WHERE conversation_id = ?";

    @Inject Database database;

    private final UUID id = UUID.randomUUID();

    @RepeatedTest(EXECUTIONS)
    void laterStatementSeesWhatAnEarlierOneDid() {
        // Given
        var trip = new RoundTrip();
        var inserted = trip.add(insert("ana"), row -> row.getString(1));
        var actors = trip.add(SqlStatement.of(ACTOR, id), row -> row.getString(1));
        assertThatIllegalStateException().isThrownBy(actors::get);

        // When
        trip.run(database);

        // Then
        assertThat(inserted.get()).as("an insert returns no rows").isEmpty();
        assertThat(actors.get()).containsExactly("ana");
        assertThat(rows()).isEqualTo(1);
    }

    @RepeatedTest(EXECUTIONS)
    void failureOfALaterStatementUndoesTheEarlierOnes() {
        // Given
        var trip = new RoundTrip();
        trip.add(insert("ana"));
        trip.add(SqlStatement.of("SELECT changed_by, 1 / ? FROM conversation_control LIMIT 1", 0));

        // When
        assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> trip.run(database));

        // Then
        assertThat(rows()).isZero();
    }

    @RepeatedTest(EXECUTIONS)
    void lockIsHeldUntilTheLastStatementHasEnded() {
        // Given
        var trip = new RoundTrip();
        var key = id.getMostSignificantBits();
        trip.add(SqlStatement.of("SELECT pg_advisory_xact_lock_shared(?)", key));
        trip.add(SqlStatement.of("SELECT CAST(? AS text)", "a text of any length"));
        var held =
                trip.add(
                        SqlStatement.of(
                                "SELECT CAST(mode AS text) FROM pg_locks WHERE locktype ="
                                        + " 'advisory' AND granted AND pid = pg_backend_pid()"),
                        row -> row.getString(1));

        // When
        trip.run(database);

        // Then
        assertThat(held.get()).containsExactly("ShareLock");
    }

    @Test
    void withinATransactionItIsAPartOfThat() {
        // When
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        database.runInTransaction(() -> {
                            var trip = new RoundTrip();
                            trip.add(insert("ana"));
                            trip.run(database);
                            throw new IllegalStateException("rolled back");
                        }));

        // Then
        assertThat(rows()).isZero();
    }

    @Test
    void nullWouldSplitItAndIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RoundTrip()
                                .add(SqlStatement.of("SELECT CAST(? AS text)", (Object) null)))
                .withMessageStartingWith("null parameter");
    }

    private SqlStatement insert(String actor) {
        return SqlStatement.of(INSERT, id, new String[] {actor}, new String[] {null});
    }

    private int rows() {
        return SqlStatement.of(ACTOR, id).rows(database, row -> row.getString(1)).size();
    }
}

package dev.switchboard.operator.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.chassis.kafka.PublishFailedException;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.LogLines;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
class TurnRelayTest {
    /** More than are read at once. */
    private static final int UNREADABLE = 60;

    /** Before what is kept now, and too young for the service's own relay. */
    private static final String KEEP_UNREADABLE =
            """
            INSERT INTO turn_outbox (turn_id, conversation_id, epoch, event, kept_at)
            SELECT gen_random_uuid(), gen_random_uuid(), 1, convert_to('no turn', 'UTF8'), now() - interval '8 seconds'
            FROM generate_series(1, ?)
            """;

    private static final String COUNT_UNREADABLE =
            "SELECT count(*)::int FROM turn_outbox WHERE event = convert_to('no turn', 'UTF8')";

    @Inject OperatorScene scene;
    @Inject OwnershipStore controls;
    @Inject UnansweredHandback questions;
    @Inject TurnOutbox outbox;
    @Inject Database database;

    private final LogLines errors = new LogLines(TurnRelay.class.getName(), Level.SEVERE);
    private Instant now = Instant.now();

    @AfterEach
    void leave() {
        errors.close();
        change("DELETE FROM turn_outbox");
    }

    @Test
    void turnsThatCannotBeReadCostTheOnesBehindThemNothing() {
        // Given
        change(KEEP_UNREADABLE, UNREADABLE);
        var open = open();
        var published = new ArrayList<TurnId>();
        var relay = relay(turn -> published.add(turn.id()));

        // When
        relay.relay(Duration.ZERO);
        relay.relay(Duration.ZERO);
        relay.relay(Duration.ZERO);

        // Then
        assertThat(published).containsOnlyOnce(open.id());
        assertThat(unreadable()).isEqualTo(UNREADABLE);
        assertThat(errors.lines())
                .hasSize(UNREADABLE)
                .allMatch(line -> line.contains("cannot be published"));
    }

    @Test
    void turnThatKafkaFindsTooLargeIsTriedSeldomAndNamedOnce() {
        // Given
        var open = open();
        var attempts = new AtomicInteger();
        var relay =
                relay(turn -> {
                    attempts.incrementAndGet();
                    throw new PublishFailedException(
                            "turns", new RecordTooLargeException("on purpose"));
                });

        // When
        relay.publish(open);
        relay.relay(Duration.ZERO);

        // Then
        assertThat(attempts).hasValue(1);

        // When
        now = now.plus(Duration.ofMinutes(11));
        relay.relay(Duration.ZERO);
        relay.relay(Duration.ZERO);

        // Then
        assertThat(attempts).hasValue(2);
        assertThat(errors.lines()).hasSize(1);
        assertThat(outbox.size()).isEqualTo(1);
    }

    private TurnRelay relay(Consumer<TurnReady> publisher) {
        return new TurnRelay(outbox, publisher, new AtomicInteger(), () -> now);
    }

    /** A turn that a handback has kept, and that is not published yet. */
    private TurnReady open() {
        var conversation = scene.conversation();
        controls.takeOver(conversation.id(), "olga", null);
        scene.leaveToOperator(scene.customerWrites(conversation, "Are you open on Sunday?"));
        return questions.handBack(conversation, "olga", null).pending().orElseThrow();
    }

    private int unreadable() {
        return database.inTransaction(
                () -> SqlStatement.of(COUNT_UNREADABLE).firstNumber(database).orElseThrow());
    }

    private void change(String sql, Object... parameters) {
        database.runInTransaction(() -> SqlStatement.of(sql, parameters).run(database));
    }
}

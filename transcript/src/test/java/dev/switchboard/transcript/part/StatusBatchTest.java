package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.part.PartScene.AT;
import static dev.switchboard.transcript.part.PartScene.part;
import static dev.switchboard.transcript.part.PartScene.status;
import static dev.switchboard.transcript.part.PartScene.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Statuses in batches lead to the states to which they lead one by one. */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class StatusBatchTest {
    private static final int RUNS = 40;
    private static final int MESSAGES = 6;

    @Inject PartStore parts;

    @Inject PartStatusStore statuses;

    @Inject Database database;

    @Test
    void batchesInAnyOrderAndDivisionLeadToTheSameStatesAsSingleStatuses() {
        for (var seed = 0; seed < RUNS; seed++) {
            // Given
            var random = new Random(seed);
            var single = new Scene();
            var batched = new Scene();
            var events = IntStream.range(0, 40).mapToObj(_ -> Event.any(random)).toList();

            // When
            events.forEach(single::apply);
            var shuffled = new ArrayList<>(events);
            shuffled.addAll(events.subList(0, 10));
            Collections.shuffle(shuffled, random);
            for (var from = 0; from < shuffled.size(); ) {
                var to = Math.min(shuffled.size(), from + 1 + random.nextInt(15));
                batched.applyAll(shuffled.subList(from, to));
                from = to;
            }
            single.accept();
            batched.accept();

            // Then
            assertThat(batched.states()).as("seed %d", seed).isEqualTo(single.states());
        }
    }

    @Test
    void everyStateThatIsReachedIsReportedOnce() {
        // Given
        var scene = new Scene();
        scene.accept();
        var sid = scene.sid(0);

        // When
        var applied =
                statuses.apply(
                        List.of(
                                status(sid, DeliveryStatus.SENT),
                                status(sid, DeliveryStatus.READ),
                                status(sid, DeliveryStatus.DELIVERED),
                                status(sid, DeliveryStatus.DELIVERED)),
                        AT,
                        _ -> {});

        // Then
        assertThat(
                        applied.stream()
                                .filter(it -> it.result() instanceof StatusResult.Advanced)
                                .map(it -> it.status().status()))
                .containsExactly(DeliveryStatus.READ, DeliveryStatus.DELIVERED);
    }

    @Test
    void concurrentBatchesOfTheSameMessagesDoNotBlockEachOther() {
        // Given
        var scene = new Scene();
        scene.accept();
        var up = IntStream.range(0, MESSAGES).mapToObj(scene::sid).toList();

        // When
        var all =
                IntStream.range(0, 20)
                        .mapToObj(n ->
                                CompletableFuture.runAsync(() -> {
                                    var batch =
                                            (n % 2 == 0 ? up : up.reversed())
                                                    .stream()
                                                            .map(sid ->
                                                                    status(
                                                                            sid,
                                                                            DeliveryStatus.READ))
                                                            .toList();
                                    var _ = statuses.apply(batch, AT, _ -> {});
                                }))
                        .toList();
        all.forEach(CompletableFuture::join);

        // Then
        assertThat(scene.states()).containsOnly("READ");
    }

    /** Status updates of sent parts change no index: PostgreSQL counts them as HOT. */
    @Test
    void statusOfASentPartChangesNoIndex() {
        // Given
        var scene = new Scene();
        scene.accept();

        // When
        var hot =
                database.inTransaction(() -> {
                    var before = hotUpdates();
                    apply(scene.sid(0), DeliveryStatus.DELIVERED);
                    apply(scene.sid(0), DeliveryStatus.READ);
                    return hotUpdates() - before;
                });

        // Then
        assertThat(hot).isEqualTo(2);
    }

    private void apply(String sid, DeliveryStatus status) {
        var _ = statuses.apply(List.of(status(sid, status)), AT, _ -> {});
    }

    /** Of this session, as far as they are not in the table's statistics yet. */
    private int hotUpdates() {
        return SqlStatement.of(
                        "SELECT pg_stat_get_xact_tuples_hot_updated('message_part'::regclass)")
                .firstNumber(database)
                .orElseThrow();
    }

    /** Status of one of the messages, with or without the id of its part. */
    private record Event(int message, DeliveryStatus status, boolean namesPart) {
        static Event any(Random random) {
            var statuses = DeliveryStatus.values();
            return new Event(
                    random.nextInt(MESSAGES),
                    // Few failures, so that most messages have none.
                    statuses[random.nextInt(10) == 0 ? 5 : random.nextInt(5)],
                    random.nextInt(3) == 0);
        }
    }

    /** Parts in flight, of which the last one's response was lost. */
    private final class Scene {
        private final List<ReplyDecided> replies =
                IntStream.range(0, MESSAGES).mapToObj(_ -> PartScene.reply()).toList();
        private final String prefix = "SM" + UUID.randomUUID() + "-";

        Scene() {
            for (var reply : replies) {
                parts.plan(reply, texts("one"), AT);
                parts.beginSending(part(reply, 1), AT);
            }
            // The first half of the responses comes before all statuses, the others behind them.
            IntStream.range(0, MESSAGES / 2).forEach(this::accept);
        }

        String sid(int message) {
            return prefix + message;
        }

        void accept() {
            IntStream.range(0, MESSAGES).forEach(this::accept);
        }

        private void accept(int message) {
            parts.accepted(part(replies.get(message), 1), sid(message), AT);
        }

        void apply(Event event) {
            var _ = statuses.apply(received(event), AT);
        }

        void applyAll(List<Event> events) {
            var _ = statuses.apply(events.stream().map(this::received).toList(), AT, _ -> {});
        }

        private ProviderStatusReceived received(Event event) {
            return status(
                    sid(event.message()),
                    event.status(),
                    event.namesPart()
                            ? Optional.of(part(replies.get(event.message()), 1))
                            : Optional.empty());
        }

        List<String> states() {
            return replies.stream()
                    .map(reply -> parts.require(part(reply, 1)))
                    .map(part -> part.state() + part.failure().map(Object::toString).orElse(""))
                    .toList();
        }
    }
}

package dev.switchboard.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GivenUpLanesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Runnable NOTHING = () -> {};

    @Test
    void revokedPartitionIsStoppedAndContinuesAtItsFirstUnfinishedRecord() throws Exception {
        // Given
        var lanes = new Lanes("test", 100);
        var started = new CountDownLatch(1);
        var interrupted = new AtomicInteger();
        var skipped = Collections.synchronizedList(new ArrayList<Long>());
        var acknowledged = Collections.synchronizedList(new ArrayList<Long>());
        lanes.submit(at(3, 10), "finished", () -> {}, () -> acknowledged.add(10L));
        await().atMost(TIMEOUT).until(() -> acknowledged.contains(10L));
        lanes.submit(
                at(3, 11),
                "running",
                () -> {
                    started.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.incrementAndGet();
                        throw e;
                    }
                },
                () -> acknowledged.add(11L));
        lanes.submit(at(3, 12), "running", () -> skipped.add(12L), () -> acknowledged.add(12L));
        lanes.submit(at(3, 13), "other", () -> {}, () -> acknowledged.add(13L));
        await().atMost(TIMEOUT).until(() -> acknowledged.contains(13L));
        started.await();

        // When
        var positions = lanes.revoke(Set.of(3), TIMEOUT);

        // Then
        assertThat(positions).containsOnly(Map.entry(3, 11L));
        assertThat(interrupted).hasValue(1);
        assertThat(lanes.awaitIdle(TIMEOUT)).isTrue();
        assertThat(skipped).isEmpty();
        assertThat(acknowledged).containsExactly(10L, 13L);
    }

    @Test
    void stoppedLanesLeaveUnfinishedRecordsToTheNextStart() throws Exception {
        // Given
        var lanes = new Lanes("test", 100);
        var started = new CountDownLatch(1);
        var begun = Collections.synchronizedList(new ArrayList<Long>());
        var acknowledged = Collections.synchronizedList(new ArrayList<Long>());
        lanes.submit(
                at(0, 1),
                "running",
                () -> {
                    started.countDown();
                    new CountDownLatch(1).await();
                },
                () -> acknowledged.add(1L));
        lanes.submit(at(0, 2), "running", () -> begun.add(2L), () -> acknowledged.add(2L));
        started.await();

        // When
        var ended = lanes.stop(TIMEOUT);
        lanes.submit(at(0, 3), "later", () -> begun.add(3L), () -> acknowledged.add(3L));

        // Then
        assertThat(ended).isTrue();
        assertThat(lanes.awaitIdle(TIMEOUT)).isTrue();
        assertThat(begun).isEmpty();
        assertThat(acknowledged).isEmpty();
        assertThat(lanes.revoke(Set.of(0), TIMEOUT)).isEmpty();
    }

    @Test
    void uninterruptibleWorkIsAwaitedForTheTimeoutOnly() throws Exception {
        // Given
        var lanes = new Lanes("test", 100);
        var started = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        lanes.submit(
                at(0, 1),
                "stubborn",
                () -> {
                    started.countDown();
                    uninterruptibly(end);
                },
                NOTHING);
        started.await();

        // When
        var ended = lanes.stop(Duration.ofMillis(50));

        // Then
        assertThat(ended).isFalse();
        end.countDown();
    }

    @Test
    void partitionThatIsNotRevokedContinues() throws Exception {
        // Given
        var lanes = new Lanes("test", 100);
        var gate = new CountDownLatch(1);
        var done = new AtomicInteger();
        lanes.submit(at(1, 0), "kept", gate::await, done::incrementAndGet);

        // When
        var positions = lanes.revoke(Set.of(2), TIMEOUT);
        gate.countDown();

        // Then
        assertThat(positions).isEmpty();
        assertThat(lanes.awaitIdle(TIMEOUT)).isTrue();
        await().atMost(TIMEOUT).until(() -> done.get() == 1);
    }

    @Test
    void partitionThatIsAssignedAgainStartsAnew() throws Exception {
        // Given
        var lanes = new Lanes("test", 100);
        lanes.submit(at(1, 5), "a", () -> {}, NOTHING);
        lanes.awaitIdle(TIMEOUT);
        lanes.revoke(Set.of(1), TIMEOUT);
        lanes.assign(Set.of(1), 0);
        var done = new CountDownLatch(1);

        // When
        lanes.submit(at(1, 6), "a", () -> {}, done::countDown);
        done.await();

        // Then
        assertThat(lanes.revoke(Set.of(1), TIMEOUT)).containsEntry(1, 7L);
    }

    @Test
    void recordAfterTheRevocationOfItsPartitionIsLeftToTheNextOwner() throws Exception {
        // Given
        var lanes = new Lanes("test", 100);
        var done = Collections.synchronizedList(new ArrayList<Long>());
        lanes.submit(at(1, 5), "a", () -> {}, () -> done.add(5L));
        lanes.awaitIdle(TIMEOUT);
        lanes.revoke(Set.of(1), TIMEOUT);

        // When
        var room = lanes.submit(at(1, 6), "a", () -> done.add(6L), NOTHING);

        // Then
        assertThat(room.toCompletableFuture()).isDone();
        assertThat(lanes.awaitIdle(TIMEOUT)).isTrue();
        await().atMost(TIMEOUT).until(() -> !done.isEmpty());
        assertThat(done).containsExactly(5L);
        assertThat(lanes.revoke(Set.of(1), TIMEOUT)).isEmpty();
    }

    @Test
    void recordFetchedBeforeItsPartitionCameBackIsLeftToItsSecondFetch() throws Exception {
        // Given
        var lanes = new Lanes("test", 100);
        var order = Collections.synchronizedList(new ArrayList<Long>());
        lanes.assign(Set.of(1), 3);
        lanes.revoke(Set.of(1), TIMEOUT);
        lanes.assign(Set.of(1), 5);

        // When
        for (var place :
                List.of(
                        new RecordPosition(1, 7, 3),
                        new RecordPosition(1, 5, 5),
                        new RecordPosition(1, 6, 5),
                        new RecordPosition(1, 7, 6))) {
            lanes.submit(place, "a", () -> order.add(place.offset()), NOTHING);
        }

        // Then
        assertThat(lanes.awaitIdle(TIMEOUT)).isTrue();
        assertThat(order).containsExactly(5L, 6L, 7L);
    }

    private static void uninterruptibly(CountDownLatch end) {
        while (end.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private static RecordPosition at(int partition, long offset) {
        return new RecordPosition(partition, offset, 0);
    }
}

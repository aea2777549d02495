package dev.switchboard.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Runnable NOTHING = () -> {};

    @Test
    void aLanesWorkIsDoneInOrderAndOneAtATime() throws Exception {
        // Given
        var lanes = new Lanes("test", 100_000);
        var seed = System.nanoTime();
        var random = new Random(seed);
        var done = new ConcurrentHashMap<String, List<Integer>>();
        var running = new ConcurrentHashMap<String, AtomicInteger>();
        var overlaps = new AtomicInteger();

        // When
        for (var i = 0; i < 20_000; i++) {
            var lane = "lane-" + random.nextInt(50);
            var number = i;
            lanes.submit(
                    at(0, i),
                    lane,
                    () -> {
                        if (running.computeIfAbsent(lane, _ -> new AtomicInteger())
                                        .incrementAndGet()
                                > 1) {
                            overlaps.incrementAndGet();
                        }
                        done.computeIfAbsent(lane, _ -> new ArrayList<>()).add(number);
                        Thread.yield();
                        running.get(lane).decrementAndGet();
                    },
                    NOTHING);
        }
        var idle = lanes.awaitIdle(TIMEOUT);

        // Then
        assertThat(idle).isTrue();
        assertThat(overlaps).as("seed %d", seed).hasValue(0);
        assertThat(done.values().stream().mapToInt(List::size).sum()).isEqualTo(20_000);
        assertThat(done.values())
                .as("seed %d", seed)
                .allSatisfy(numbers -> assertThat(numbers).isSorted());
    }

    @Test
    void workWithoutRecordRunsBehindItsLanesRecordsAndOnlyForAnAssignedPartition()
            throws Exception {
        // Given
        var lanes = new Lanes("test", 10);
        lanes.assign(Set.of(0), 1);
        var gate = new CountDownLatch(1);
        var done = new CopyOnWriteArrayList<String>();
        lanes.submit(
                new RecordPosition(0, 0, 1),
                "lane",
                () -> {
                    gate.await();
                    done.add("record");
                },
                NOTHING);

        // When
        var assigned =
                lanes.submitWithoutRecord(
                        0, "lane", () -> done.add("without record"), () -> done.add("released"));
        var unassigned = lanes.submitWithoutRecord(1, "lane", () -> done.add("others"), NOTHING);

        // Then
        gate.countDown();
        assertThat(lanes.awaitIdle(TIMEOUT)).isTrue();
        assertThat(assigned).isTrue();
        assertThat(unassigned).isFalse();
        assertThat(done).containsExactly("record", "without record", "released");
        assertThat(lanes.revoke(Set.of(0), TIMEOUT)).containsEntry(0, 1L);
    }

    @Test
    void workWithoutRecordIsInterruptedWhenItsPartitionIsRevoked() throws Exception {
        // Given
        var lanes = new Lanes("test", 10);
        lanes.assign(Set.of(0), 1);
        var running = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        lanes.submitWithoutRecord(
                0,
                "lane",
                () -> {
                    running.countDown();
                    new CountDownLatch(1).await();
                },
                released::countDown);
        running.await();

        // When
        lanes.revoke(Set.of(0), TIMEOUT);

        // Then
        assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(lanes.submitWithoutRecord(0, "lane", () -> {}, NOTHING)).isFalse();
    }

    @Test
    void lanesDoNotWaitForEachOther() throws Exception {
        // Given
        var lanes = new Lanes("test", 10);
        var gate = new CountDownLatch(1);
        var other = new CountDownLatch(1);
        lanes.submit(at(0, 0), "slow", gate::await, NOTHING);

        // When
        lanes.submit(at(0, 1), "quick", other::countDown, NOTHING);

        // Then
        assertThat(other.await(20, TimeUnit.SECONDS)).isTrue();
        gate.countDown();
    }

    @Test
    void fullLanesApplyBackPressureUntilWorkEnds() throws Exception {
        // Given
        var lanes = new Lanes("test", 2);
        var gate = new CountDownLatch(1);
        var first = lanes.submit(at(0, 0), "a", gate::await, NOTHING).toCompletableFuture();

        // When
        var second = lanes.submit(at(0, 1), "a", gate::await, NOTHING).toCompletableFuture();

        // Then
        assertThat(first).isDone();
        assertThat(second).isNotDone();
        assertThat(lanes.inFlight()).isEqualTo(2);
        gate.countDown();
        await().atMost(TIMEOUT).until(second::isDone);
    }

    @Test
    void lanesFullOfBytesApplyBackPressureUntilEnoughOfThemEnd() throws Exception {
        // Given
        var lanes = new Lanes("test", 100, 1_000);
        var gate = new CountDownLatch(1);
        var largeGate = new CountDownLatch(1);
        var first = room(lanes, 0, "a", new Sized(400, gate));

        // When
        var second = room(lanes, 1, "b", new Sized(4_000, largeGate));

        // Then
        assertThat(first).isDone();
        assertThat(second).isNotDone();
        gate.countDown();
        await().atMost(TIMEOUT).until(() -> lanes.inFlight() == 1);
        assertThat(second).isNotDone();
        largeGate.countDown();
        await().atMost(TIMEOUT).until(second::isDone);
    }

    @Test
    void workLargerThanTheMaximumRunsByItself() throws Exception {
        // Given
        var lanes = new Lanes("test", 100, 1_000);
        var open = new CountDownLatch(0);

        // When
        var room = room(lanes, 0, "a", new Sized(8_000_000, open));

        // Then
        await().atMost(TIMEOUT).until(room::isDone);
        assertThat(lanes.awaitIdle(TIMEOUT)).isTrue();
        assertThat(lanes.revoke(Set.of(0), TIMEOUT)).containsEntry(0, 1L);
    }

    @Test
    void bytesOfWorkThatIsSkippedAreFreeAgain() throws Exception {
        // Given
        var lanes = new Lanes("test", 100, 1_000);
        var never = new CountDownLatch(1);
        room(lanes, 0, "a", new Sized(500, never));
        room(lanes, 1, "a", new Sized(500, never));

        // When
        lanes.revoke(Set.of(0), TIMEOUT);

        // Then
        assertThat(lanes.awaitIdle(TIMEOUT)).isTrue();
        lanes.assign(Set.of(0), 1);
        assertThat(
                        lanes.submit(
                                        new RecordPosition(0, 0, 1),
                                        "a",
                                        new Sized(999, new CountDownLatch(0)),
                                        NOTHING)
                                .toCompletableFuture())
                .succeedsWithin(TIMEOUT);
    }

    @Test
    void strayInterruptDoesNotLoseTheRecord() throws Exception {
        // Given
        var lanes = new Lanes("test", 100);
        var calls = new AtomicInteger();
        var done = new CountDownLatch(1);

        // When
        lanes.submit(
                at(0, 0),
                "a",
                () -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new InterruptedException("by a library, not by a revocation");
                    }
                },
                done::countDown);

        // Then
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(calls).hasValue(2);
    }

    @Test
    void errorOfAJobOrItsCallbackDoesNotStopItsLane() throws Exception {
        // Given
        var lanes = new Lanes("test", 100);
        var gate = new CountDownLatch(1);
        var after = new CountDownLatch(1);
        lanes.submit(
                at(0, 0),
                "a",
                () -> {
                    gate.await();
                    throw new AssertionError("thrown on purpose by this test");
                },
                NOTHING);
        lanes.submit(
                at(0, 1),
                "a",
                () -> {},
                () -> {
                    throw new IllegalStateException("thrown on purpose by this test");
                });

        // When
        lanes.submit(at(0, 2), "a", after::countDown, NOTHING);
        gate.countDown();

        // Then
        assertThat(after.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(lanes.awaitIdle(TIMEOUT)).isTrue();
    }

    @Test
    void aBugInOneJobDoesNotStopItsLane() throws Exception {
        // Given
        var lanes = new Lanes("test", 100);
        var after = new CountDownLatch(1);
        lanes.submit(
                at(0, 0),
                "a",
                () -> {
                    throw new IllegalStateException("a bug, thrown on purpose by this test");
                },
                NOTHING);

        // When
        lanes.submit(at(0, 1), "a", after::countDown, NOTHING);

        // Then
        after.await();
        assertThat(lanes.awaitIdle(TIMEOUT)).isTrue();
        assertThat(lanes.revoke(Set.of(0), TIMEOUT)).isEmpty();
    }

    @Test
    void lanesWithoutRoomAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Lanes("test", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Lanes("test", 1, 0));
    }

    private static CompletableFuture<Void> room(
            Lanes lanes, long offset, String lane, LaneTask work) {
        return lanes.submit(at(0, offset), lane, work, NOTHING).toCompletableFuture();
    }

    /** Work of a size in bytes that waits for the gate. */
    private record Sized(int bytes, CountDownLatch gate) implements LaneTask {
        @Override
        public void run() throws InterruptedException {
            gate.await();
        }
    }

    private static RecordPosition at(int partition, long offset) {
        return new RecordPosition(partition, offset, 0);
    }
}

package dev.switchboard.model.lane;

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
    private static final Duration LONG = Duration.ofSeconds(20);
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
        var idle = lanes.awaitIdle(LONG);

        // Then
        assertThat(idle).isTrue();
        assertThat(overlaps).as("seed %d", seed).hasValue(0);
        assertThat(done.values().stream().mapToInt(List::size).sum()).isEqualTo(20_000);
        assertThat(done.values())
                .as("seed %d", seed)
                .allSatisfy(numbers -> assertThat(numbers).isSorted());
    }

    @Test
    void workAsideRunsBehindItsLanesRecordsAndOnlyForAPartitionThatIsOurs() throws Exception {
        // Given
        var lanes = new Lanes("test", 10);
        lanes.assign(Set.of(0), 1);
        var gate = new CountDownLatch(1);
        var done = new CopyOnWriteArrayList<String>();
        lanes.submit(
                new Place(0, 0, 1),
                "lane",
                () -> {
                    gate.await();
                    done.add("record");
                },
                NOTHING);

        // When
        var ours = lanes.submitAside(0, "lane", () -> done.add("aside"), () -> done.add("left"));
        var others = lanes.submitAside(1, "lane", () -> done.add("others"), NOTHING);

        // Then
        gate.countDown();
        assertThat(lanes.awaitIdle(LONG)).isTrue();
        assertThat(ours).isTrue();
        assertThat(others).isFalse();
        assertThat(done).containsExactly("record", "aside", "left");
        assertThat(lanes.revoke(Set.of(0), LONG)).containsEntry(0, 1L);
    }

    @Test
    void workAsideIsInterruptedWhenItsPartitionIsGivenUp() throws Exception {
        // Given
        var lanes = new Lanes("test", 10);
        lanes.assign(Set.of(0), 1);
        var running = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        lanes.submitAside(
                0,
                "lane",
                () -> {
                    running.countDown();
                    new CountDownLatch(1).await();
                },
                left::countDown);
        running.await();

        // When
        lanes.revoke(Set.of(0), LONG);

        // Then
        assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(lanes.submitAside(0, "lane", () -> {}, NOTHING)).isFalse();
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
    void fullLanesAskToHoldBackUntilSomethingEnds() throws Exception {
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
        await().atMost(LONG).until(second::isDone);
    }

    @Test
    void lanesFullOfBytesAskToHoldBackUntilEnoughOfThemEnds() throws Exception {
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
        await().atMost(LONG).until(() -> lanes.inFlight() == 1);
        assertThat(second).isNotDone();
        largeGate.countDown();
        await().atMost(LONG).until(second::isDone);
    }

    @Test
    void workLargerThanAllThatMayWaitRunsByItself() throws Exception {
        // Given
        var lanes = new Lanes("test", 100, 1_000);
        var open = new CountDownLatch(0);

        // When
        var room = room(lanes, 0, "a", new Sized(8_000_000, open));

        // Then
        await().atMost(LONG).until(room::isDone);
        assertThat(lanes.awaitIdle(LONG)).isTrue();
        assertThat(lanes.revoke(Set.of(0), LONG)).containsEntry(0, 1L);
    }

    @Test
    void bytesOfWorkThatIsSkippedAreFreeAgain() throws Exception {
        // Given
        var lanes = new Lanes("test", 100, 1_000);
        var never = new CountDownLatch(1);
        room(lanes, 0, "a", new Sized(500, never));
        room(lanes, 1, "a", new Sized(500, never));

        // When
        lanes.revoke(Set.of(0), LONG);

        // Then
        assertThat(lanes.awaitIdle(LONG)).isTrue();
        lanes.assign(Set.of(0), 1);
        assertThat(
                        lanes.submit(
                                        new Place(0, 0, 1),
                                        "a",
                                        new Sized(999, new CountDownLatch(0)),
                                        NOTHING)
                                .toCompletableFuture())
                .succeedsWithin(LONG);
    }

    @Test
    void anInterruptThatNobodyMeantDoesNotForgetTheRecord() throws Exception {
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
    void anErrorOfAJobOrOfWhoIsToldDoesNotStopItsLane() throws Exception {
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
        assertThat(lanes.awaitIdle(LONG)).isTrue();
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
        assertThat(lanes.awaitIdle(LONG)).isTrue();
        assertThat(lanes.revoke(Set.of(0), LONG)).isEmpty();
    }

    @Test
    void lanesWithoutRoomAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Lanes("test", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Lanes("test", 1, 0));
    }

    private static CompletableFuture<Void> room(Lanes lanes, long offset, String lane, Work work) {
        return lanes.submit(at(0, offset), lane, work, NOTHING).toCompletableFuture();
    }

    /** Waits for the gate, and takes so many bytes. */
    private record Sized(int bytes, CountDownLatch gate) implements Work {
        @Override
        public void run() throws InterruptedException {
            gate.await();
        }
    }

    private static Place at(int partition, long offset) {
        return new Place(partition, offset, 0);
    }
}

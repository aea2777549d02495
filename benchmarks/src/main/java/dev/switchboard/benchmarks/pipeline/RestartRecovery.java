package dev.switchboard.benchmarks.pipeline;

import dev.switchboard.benchmarks.pipeline.AnsweredConversations.Conversation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures when the waits are steady again after a service was killed at a steady rate and the
 * supervisor has started it anew.
 */
final class RestartRecovery {
    private static final List<String> KILLED = List.of("ai-worker", "outbound", "buffer");
    private static final int PER_SECOND = 20;
    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Duration AFTER = Duration.ofSeconds(30);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    /** Share of the conversations that may wait longer while the service is steady. */
    private static final double OUTLIERS = 0.01;

    private static final long TOLERANCE_NANOS = Duration.ofMillis(100).toNanos();

    private final Workbench bench;

    RestartRecovery(Workbench bench) {
        this.bench = bench;
    }

    void measure() throws InterruptedException {
        var figures = bench.figures();
        figures.group(
                "A service killed at %d conversations a second, with statuses"
                        .formatted(PER_SECOND));
        for (var service : KILLED) {
            var restart = new Restart(bench.meters().programs(), service);
            var thread = Thread.ofPlatform().name("restart").start(restart);
            var count = PER_SECOND * (int) BEFORE.plus(AFTER).toSeconds();
            var answered = bench.load().openLoop(Workbench.ingressPort(), count, PER_SECOND, true);
            thread.join();
            var seconds = (steadyFrom(answered.all(), restart) - restart.startedAt) / 1e9;
            figures.add(
                    "recovery.seconds." + service,
                    service + " steady again after its start",
                    Math.max(0, seconds),
                    " s",
                    "5 s");
            bench.meters().awaitQuiet();
        }
    }

    /**
     * Returns the time of the first webhook since which no more than some waits are longer than
     * before the kill.
     */
    static long steadyFrom(List<Conversation> all, long killedAt) {
        var before = all.stream().filter(it -> it.sentAt() < killedAt).toList();
        var steady = waits(before).nanos(99) + TOLERANCE_NANOS;
        var later = all.stream().filter(it -> it.postedAt() > killedAt).toList();
        var longer = later.stream().filter(it -> waited(it) > steady).count();
        for (var i = 0; i < later.size(); i++) {
            if (waited(later.get(i)) > steady) {
                longer--;
            } else if (longer <= OUTLIERS * (later.size() - i)) {
                return later.get(i).postedAt();
            }
        }
        return later.getLast().sentAt();
    }

    private static long steadyFrom(List<Conversation> all, Restart restart) {
        return steadyFrom(all, restart.killedAt);
    }

    private static Percentiles waits(List<Conversation> conversations) {
        return Percentiles.ofNanos(conversations.stream().map(RestartRecovery::waited).toList());
    }

    private static long waited(Conversation conversation) {
        return conversation.sentAt() - conversation.postedAt();
    }

    /** Kills the service after a while and waits for its next process. Read after its end only. */
    private static final class Restart implements Runnable {
        private final Programs programs;
        private final String service;
        private long killedAt;
        private long startedAt;

        Restart(Programs programs, String service) {
            this.programs = programs;
            this.service = service;
        }

        @Override
        public void run() {
            try {
                TimeUnit.NANOSECONDS.sleep(BEFORE.toNanos());
                var killed = programs.pid(service).orElseThrow();
                killedAt = System.nanoTime();
                ProcessHandle.of(killed).ifPresent(ProcessHandle::destroyForcibly);
                startedAt = startOfNext(killed);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private long startOfNext(long killed) throws InterruptedException {
            while (System.nanoTime() - killedAt < START_TIMEOUT.toNanos()) {
                var next = programs.pid(service);
                if (next.isPresent() && next.getAsLong() != killed) {
                    return System.nanoTime();
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
            throw new MeasurementException(service + " was not started again");
        }
    }
}

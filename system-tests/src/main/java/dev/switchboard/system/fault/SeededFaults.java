package dev.switchboard.system.fault;

import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.Random;

/**
 * Kills and pauses parts one after the other until it is stopped, each back before the next; which,
 * how and when follows from the world's seed.
 */
public final class SeededFaults implements AutoCloseable {
    private static final Duration RETURN_PATIENCE = Duration.ofSeconds(90);

    private final World world;
    private final FaultPlan plan;
    private final Random random;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile int kills;
    private volatile int pauses;

    private SeededFaults(World world, FaultPlan plan, String purpose) {
        this.world = world;
        this.plan = plan;
        this.random = world.random(purpose);
        this.thread = Thread.ofPlatform().daemon().name("faults").start(this::go);
    }

    public static SeededFaults begin(World world, FaultPlan plan, String purpose) {
        return new SeededFaults(world, plan, purpose);
    }

    public int kills() {
        return kills;
    }

    public int pauses() {
        return pauses;
    }

    /** No more faults; returns once every part is back. */
    public void stop() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void go() {
        try {
            while (!stopping) {
                Thread.sleep(random.nextLong(plan.longestBetween().toMillis() + 1));
                var part = plan.parts().get(random.nextInt(plan.parts().size()));
                if (random.nextDouble() < plan.kills()) {
                    kill(part);
                } else {
                    pause(part);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void kill(String name) {
        var part = world.stack().part(name);
        part.pid()
                .ifPresent(pid -> {
                    part.kill();
                    kills++;
                    part.awaitReturn(pid, RETURN_PATIENCE);
                });
    }

    private void pause(String name) throws InterruptedException {
        var part = world.stack().part(name);
        part.pause();
        try {
            Thread.sleep(random.nextLong(plan.longestPause().toMillis() + 1));
        } finally {
            part.resume();
        }
        pauses++;
        part.awaitReady(RETURN_PATIENCE);
    }
}

package dev.switchboard.system.fault;

import dev.switchboard.localstack.supervisor.StackException;
import dev.switchboard.localstack.supervisor.StackPart;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Kills and pauses parts one after the other until it is stopped, each back before the next; which,
 * how and when follows from the world's seed.
 */
public final class SeededFaults implements AutoCloseable {
    private static final Duration RETURN_PATIENCE = Duration.ofMinutes(3);

    private final World world;
    private final FaultPlan plan;
    private final Random random;
    private final Thread thread;
    private final List<Fault> faults = new ArrayList<>();
    private volatile boolean stopping;

    private SeededFaults(World world, FaultPlan plan, String purpose) {
        this.world = world;
        this.plan = plan;
        this.random = world.random(purpose + " faults");
        this.thread = Thread.ofPlatform().daemon().name("faults").start(this::go);
    }

    public static SeededFaults begin(World world, FaultPlan plan, String purpose) {
        return new SeededFaults(world, plan, purpose);
    }

    /** What happened until now, in order. */
    public List<Fault> faults() {
        synchronized (faults) {
            return List.copyOf(faults);
        }
    }

    public long kills() {
        return faults().stream().filter(Fault::killed).count();
    }

    public long pauses() {
        return faults().stream().filter(fault -> !fault.killed()).count();
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
                var part =
                        world.stack().part(plan.parts().get(random.nextInt(plan.parts().size())));
                var kill = random.nextDouble() < plan.kills();
                var pause = Duration.ofMillis(random.nextLong(plan.longestPause().toMillis() + 1));
                note(kill ? kill(part) : pause(part, pause));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(Fault fault) {
        synchronized (faults) {
            faults.add(fault);
        }
    }

    private Fault kill(StackPart part) {
        var begin = System.nanoTime();
        var pid = part.pid();
        part.kill();
        return new Fault(
                part.name(),
                true,
                returned(() -> part.awaitReturn(pid.orElse(0), RETURN_PATIENCE)),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private Fault pause(StackPart part, Duration pause) throws InterruptedException {
        part.pause();
        try {
            Thread.sleep(pause);
        } finally {
            part.resume();
        }
        var begin = System.nanoTime();
        return new Fault(
                part.name(),
                false,
                returned(() -> part.awaitReady(RETURN_PATIENCE)),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private static boolean returned(Runnable wait) {
        try {
            wait.run();
            return true;
        } catch (StackException dead) {
            return false;
        }
    }
}

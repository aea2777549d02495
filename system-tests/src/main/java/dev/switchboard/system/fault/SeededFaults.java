package dev.switchboard.system.fault;

import dev.switchboard.localstack.supervisor.StackException;
import dev.switchboard.localstack.supervisor.SupervisedProgram;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Kills and pauses instances one after the other until it is stopped; each has recovered before the
 * next. Choices and times follow from the world's seed.
 */
public final class SeededFaults implements AutoCloseable {
    private static final Duration RESTART_TIMEOUT = Duration.ofMinutes(3);

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
        this.thread = Thread.ofPlatform().daemon().name("faults").start(this::run);
    }

    public static SeededFaults begin(World world, FaultPlan plan, String purpose) {
        return new SeededFaults(world, plan, purpose);
    }

    /** Faults until now, in order. */
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

    /** Stops the faults; returns once every program has recovered. */
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

    private void run() {
        try {
            while (!stopping) {
                Thread.sleep(random.nextLong(plan.maxInterval().toMillis() + 1));
                var program =
                        world.stack()
                                .program(
                                        plan.instances()
                                                .get(random.nextInt(plan.instances().size())));
                var kill = random.nextDouble() < plan.kills();
                var pause = Duration.ofMillis(random.nextLong(plan.maxPause().toMillis() + 1));
                add(kill ? kill(program) : pause(program, pause));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(Fault fault) {
        synchronized (faults) {
            faults.add(fault);
        }
    }

    private Fault kill(SupervisedProgram program) {
        var begin = System.nanoTime();
        var pid = program.pid();
        program.kill();
        return new Fault(
                program.name(),
                true,
                succeeds(() -> program.awaitRestart(pid.orElse(0), RESTART_TIMEOUT)),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private Fault pause(SupervisedProgram program, Duration pause) throws InterruptedException {
        program.pause();
        try {
            Thread.sleep(pause);
        } finally {
            program.resume();
        }
        var begin = System.nanoTime();
        return new Fault(
                program.name(),
                false,
                succeeds(() -> program.awaitReady(RESTART_TIMEOUT)),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private static boolean succeeds(Runnable wait) {
        try {
            wait.run();
            return true;
        } catch (StackException dead) {
            return false;
        }
    }
}

package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.Child;
import dev.switchboard.localstack.process.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One part of a running stack, kept running: when its program dies without being told to, it is
 * started again. Safe for use by several threads.
 */
public final class StackPart {
    /** {@code EX_CONFIG} of sysexits.h: another start would end the same way. */
    private static final int WRONG_CONFIGURATION = 78;

    /** Shells report the end by a signal as 128 plus its number. */
    private static final int SIGNAL_BASE = 128;

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final Duration RETURN_PATIENCE = Duration.ofMinutes(1);
    private static final Executor THREADS =
            command -> Thread.ofVirtual().name("restart").start(command);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Part part;
    private final StateDirectory state;
    private final StackReport report;
    private final RestartBudget budget;
    private final InstantSource clock = InstantSource.system();
    private @Nullable Child child;
    private boolean wanted;
    private boolean gaveUp;
    private boolean retired;

    StackPart(Part part, StateDirectory state, StackReport report, RestartBudget budget) {
        this.part = part;
        this.state = state;
        this.report = report;
        this.budget = budget;
    }

    /** A part that stays down when its program dies. */
    public static StackPart unhealing(Part part, StateDirectory state) {
        return new StackPart(part, state, StackReport.silent(), RestartBudget.none());
    }

    public String name() {
        return part.name();
    }

    /** The program's process id; empty while it does not run. */
    public synchronized OptionalLong pid() {
        Child current = child;
        return current != null && current.isAlive()
                ? OptionalLong.of(current.pid())
                : OptionalLong.empty();
    }

    public Path log() {
        return state.log(part.name());
    }

    /** Starts the program and returns at once; does nothing when it runs. */
    public synchronized void start() {
        if (retired) {
            throw new StackException(name() + " is not started, because its stack is closed");
        }
        wanted = true;
        gaveUp = false;
        if (!isRunning(child)) {
            launch();
        }
    }

    /**
     * Waits until the part does its work, also over restarts; throws when it dies for good or the
     * time is up.
     */
    public void awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isReady()) {
            refuseIfDead();
            if (System.nanoTime() > deadline) {
                throw new StackException(
                        name() + " is not ready after " + patience.toSeconds() + " s" + because());
            }
            pause(POLL);
        }
    }

    /** Waits until the part does its work in another process than the one that was killed. */
    public void awaitReturn(long killedPid, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (pid().orElse(killedPid) == killedPid && System.nanoTime() < deadline) {
            pause(POLL);
        }
        awaitReady(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    public boolean isReady() {
        return pid().isPresent() && part.isReady();
    }

    /** Stops the program cleanly and returns once it is gone. */
    public void stop() {
        stop(STOP_PATIENCE);
    }

    /** Stops the program, by force when it has not ended within the given time. */
    public void stop(Duration patience) {
        unwanted().ifPresent(program -> program.stop(patience));
    }

    /** Ends the program as {@code kill -9} does; where parts heal it comes back by itself. */
    public synchronized void kill() {
        running().kill();
    }

    /** Freezes the program as {@code kill -STOP} does. */
    public synchronized void pause() {
        running().pause();
    }

    public synchronized void resume() {
        running().resume();
    }

    public void restart() {
        stop();
        start();
    }

    /** From now on it is not started again, neither by hand nor by itself. */
    synchronized void retire() {
        retired = true;
        wanted = false;
    }

    private synchronized Optional<Child> unwanted() {
        wanted = false;
        Optional<Child> running = Optional.ofNullable(child);
        child = null;
        return running;
    }

    private Child running() {
        if (child == null) {
            throw new StackException(name() + " does not run");
        }
        return child;
    }

    private synchronized void launch() {
        try {
            Child started = Child.start(part, state.root(), state.pidFile(part.name()), log());
            child = started;
            var _ = started.onExit().thenAccept(status -> ended(started, status));
        } catch (IOException e) {
            gaveUp = true;
            throw new StackException(name() + " could not be started: " + e.getMessage());
        }
    }

    private synchronized void ended(Child ended, int status) {
        if (!wanted || child != ended) {
            return;
        }
        Optional<Duration> pause = restartPause(status);
        gaveUp = pause.isEmpty();
        String next = pause.isPresent() ? "starting it again" : "not starting it again";
        report.problem(
                name() + manner(status) + ", " + next + (status < SIGNAL_BASE ? because() : ""));
        pause.ifPresent(this::relaunchAfter);
    }

    private static String manner(int status) {
        return status > SIGNAL_BASE
                ? " was ended by signal " + (status - SIGNAL_BASE)
                : " ended with status " + status;
    }

    private Optional<Duration> restartPause(int status) {
        return status != WRONG_CONFIGURATION ? budget.next(clock.instant()) : Optional.empty();
    }

    private void relaunchAfter(Duration pause) {
        Executor later =
                CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, THREADS);
        later.execute(this::relaunch);
    }

    private void relaunch() {
        try {
            launchIfWanted().ifPresent(this::watchReturn);
        } catch (StackException e) {
            report.problem(e.reason());
        }
    }

    private synchronized Optional<Child> launchIfWanted() {
        if (!wanted || isRunning(child)) {
            return Optional.empty();
        }
        launch();
        return Optional.ofNullable(child);
    }

    /** Reports when the restarted program is ready; its end is reported where it is noticed. */
    private void watchReturn(Child returned) {
        long begin = System.nanoTime();
        while (isCurrent(returned)) {
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            if (isReady()) {
                report.ready(name(), took);
                return;
            }
            if (took.compareTo(RETURN_PATIENCE) > 0) {
                report.problem(
                        name()
                                + " is not ready "
                                + took.toSeconds()
                                + " s after its restart"
                                + because());
                return;
            }
            pause(POLL);
        }
    }

    private synchronized boolean isCurrent(Child program) {
        return wanted && child == program && program.isAlive();
    }

    private synchronized void refuseIfDead() {
        if (gaveUp || !wanted) {
            throw new StackException(name() + " has ended" + because());
        }
    }

    private String because() {
        String reason = LastWords.of(log());
        return (reason.isEmpty() ? "" : ": " + reason) + " (" + log() + ")";
    }

    private static boolean isRunning(@Nullable Child child) {
        return child != null && child.isAlive();
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for a part to become ready");
        }
    }
}

package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.ChildProcess;
import dev.switchboard.localstack.process.Program;
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
 * Program of a running stack; restarted when it dies without being told to. Safe for use by several
 * threads.
 */
public final class SupervisedProgram {
    /** {@code EX_CONFIG} of sysexits.h: another start would end the same way. */
    private static final int WRONG_CONFIGURATION = 78;

    /** Shells report the end by a signal as 128 plus its number. */
    private static final int SIGNAL_BASE = 128;

    static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RESTART_TIMEOUT = Duration.ofMinutes(1);
    private static final Executor THREADS =
            command -> Thread.ofVirtual().name("restart").start(command);

    /** Each readiness request costs the starting program time, and a line of its log. */
    private static final Duration POLL = Duration.ofMillis(200);

    private final Program program;
    private final StateDirectory state;
    private final StackListener listener;
    private final RestartBudget budget;
    private final InstantSource clock = InstantSource.system();
    private @Nullable ChildProcess child;
    private boolean wanted;
    private boolean gaveUp;
    private boolean retired;

    SupervisedProgram(
            Program program, StateDirectory state, StackListener listener, RestartBudget budget) {
        this.program = program;
        this.state = state;
        this.listener = listener;
        this.budget = budget;
    }

    /** Program that stays down when it dies. */
    public static SupervisedProgram withoutRestarts(Program program, StateDirectory state) {
        return new SupervisedProgram(program, state, StackListener.silent(), RestartBudget.none());
    }

    public String name() {
        return program.name();
    }

    /** The program's process id; empty while it does not run. */
    public synchronized OptionalLong pid() {
        ChildProcess current = child;
        return current != null && current.isAlive()
                ? OptionalLong.of(current.pid())
                : OptionalLong.empty();
    }

    public Path log() {
        return state.log(program.name());
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
     * Waits until the program is ready, also over restarts; throws when it has died for good or the
     * timeout is over.
     */
    public void awaitReady(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!isReady()) {
            throwIfDead();
            if (System.nanoTime() > deadline) {
                throw new StackException(
                        name() + " is not ready after " + timeout.toSeconds() + " s" + cause());
            }
            sleep(POLL);
        }
    }

    /** Waits until the program is ready in another process than the killed one. */
    public void awaitRestart(long killedPid, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (pid().orElse(killedPid) == killedPid && System.nanoTime() < deadline) {
            sleep(POLL);
        }
        awaitReady(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    public boolean isReady() {
        return pid().isPresent() && program.isReady();
    }

    /** Stops the program cleanly and returns once it is gone. */
    public void stop() {
        stop(STOP_TIMEOUT);
    }

    /** Stops the program, by force when it has not ended within the timeout. */
    public void stop(Duration timeout) {
        detach().ifPresent(running -> running.stop(timeout));
    }

    /** Ends the program as {@code kill -9} does; it is restarted unless restarts are off. */
    public synchronized void kill() {
        running().kill();
    }

    /** Suspends the program as {@code kill -STOP} does. */
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

    /** Prevents every further start, explicit or automatic. */
    synchronized void retire() {
        retired = true;
        wanted = false;
    }

    private synchronized Optional<ChildProcess> detach() {
        wanted = false;
        Optional<ChildProcess> running = Optional.ofNullable(child);
        child = null;
        return running;
    }

    private ChildProcess running() {
        if (child == null) {
            throw new StackException(name() + " does not run");
        }
        return child;
    }

    private synchronized void launch() {
        try {
            ChildProcess started =
                    ChildProcess.start(program, state.root(), state.pidFile(program.name()), log());
            child = started;
            var _ = started.onExit().thenAccept(status -> ended(started, status));
        } catch (IOException e) {
            gaveUp = true;
            throw new StackException(name() + " could not be started: " + e.getMessage());
        }
    }

    private synchronized void ended(ChildProcess ended, int status) {
        if (!wanted || child != ended) {
            return;
        }
        Optional<Duration> backoff = restartBackoff(status);
        gaveUp = backoff.isEmpty();
        String next = backoff.isPresent() ? "starting it again" : "not starting it again";
        listener.problem(
                name()
                        + describeExit(status)
                        + ", "
                        + next
                        + (status < SIGNAL_BASE ? cause() : ""));
        backoff.ifPresent(this::relaunchAfter);
    }

    private static String describeExit(int status) {
        return status > SIGNAL_BASE
                ? " was ended by signal " + (status - SIGNAL_BASE)
                : " ended with status " + status;
    }

    private Optional<Duration> restartBackoff(int status) {
        return status != WRONG_CONFIGURATION
                ? budget.nextBackoff(clock.instant())
                : Optional.empty();
    }

    private void relaunchAfter(Duration backoff) {
        Executor later =
                CompletableFuture.delayedExecutor(
                        backoff.toMillis(), TimeUnit.MILLISECONDS, THREADS);
        later.execute(this::relaunch);
    }

    private void relaunch() {
        try {
            launchIfWanted().ifPresent(this::watchRestart);
        } catch (StackException e) {
            listener.problem(e.reason());
        }
    }

    private synchronized Optional<ChildProcess> launchIfWanted() {
        if (!wanted || isRunning(child)) {
            return Optional.empty();
        }
        launch();
        return Optional.ofNullable(child);
    }

    /** Reports when the restarted program is ready; its end is reported where it is noticed. */
    private void watchRestart(ChildProcess restarted) {
        long begin = System.nanoTime();
        while (isCurrent(restarted)) {
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            if (isReady()) {
                listener.ready(name(), took);
                return;
            }
            if (took.compareTo(RESTART_TIMEOUT) > 0) {
                listener.problem(
                        name()
                                + " is not ready "
                                + took.toSeconds()
                                + " s after its restart"
                                + cause());
                return;
            }
            sleep(POLL);
        }
    }

    private synchronized boolean isCurrent(ChildProcess candidate) {
        return wanted && child == candidate && candidate.isAlive();
    }

    private synchronized void throwIfDead() {
        if (gaveUp || !wanted) {
            throw new StackException(name() + " has ended" + cause());
        }
    }

    private String cause() {
        String reason = LogTail.of(log());
        return (reason.isEmpty() ? "" : ": " + reason) + " (" + log() + ")";
    }

    private static boolean isRunning(@Nullable ChildProcess child) {
        return child != null && child.isAlive();
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for a program to become ready");
        }
    }
}

package dev.switchboard.chassis.kafka;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Stops the consumers of a service when it shuts down, while its resources are still open: a record
 * that is unfinished by then comes again after the next start. Without this a database that is
 * closed under running work would look like a bug, and the record would be dead-lettered.
 */
@Singleton
class RunningConsumers {
    private static final Logger LOG = Logger.getLogger(RunningConsumers.class);

    /**
     * Timeout for all consumers: longer than a send to a provider may take, which is finished
     * although its lane is told to stop; shorter than the ten seconds that orchestrators commonly
     * give a process to end.
     */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6);

    private final List<Predicate<Duration>> stops = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    /**
     * @param stop stops the consumer permanently, and returns whether its work ended within the
     *     timeout
     */
    void add(Predicate<Duration> stop) {
        stops.add(stop);
    }

    /**
     * Throws if the thread was told to stop: blocking clients turn an interrupt into exceptions of
     * their own.
     *
     * @throws InterruptedException if the failure may come of an interrupt, or of the shutdown
     */
    void throwIfInterrupted(Throwable failure) throws InterruptedException {
        var interrupted = Thread.interrupted() || stopping;
        for (Throwable cause = failure; cause != null && !interrupted; cause = cause.getCause()) {
            interrupted = cause instanceof InterruptedException;
        }
        if (interrupted) {
            throw new InterruptedException("told to stop");
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        if (!allStopped()) {
            LOG.warn(
                    "Consumers not stopped in time, unfinished records are processed after the next"
                            + " start");
        }
    }

    /** Stops all at once: each may take the whole timeout. */
    private boolean allStopped() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results =
                    stops.stream()
                            .map(stop ->
                                    CompletableFuture.supplyAsync(
                                            () -> stop.test(STOP_TIMEOUT), threads))
                            .toList();
            return results.stream().allMatch(CompletableFuture::join);
        }
    }
}

package dev.switchboard.chassis.lane;

import dev.switchboard.common.lane.Lanes;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Stops all lanes of a service that is shutting down, while its resources are still open: a record
 * that is unfinished by then comes again after the next start. Without this a database that is
 * closed under running work would look like a bug, and the record would be dead-lettered.
 */
@Singleton
public class LaneStop {
    private static final Logger LOG = Logger.getLogger(LaneStop.class);

    /**
     * Timeout for all lanes: longer than a send to a provider may take, which is finished although
     * its lane is told to stop; shorter than the ten seconds that orchestrators commonly give a
     * process to end.
     */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6);

    private final List<Lanes> lanes = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    void register(Lanes added) {
        lanes.add(added);
    }

    /** Returns whether the shutdown has begun, so that failures may be caused by it. */
    boolean isStopping() {
        return stopping;
    }

    /**
     * Throws if the thread was told to stop: blocking clients turn an interrupt into exceptions of
     * their own.
     *
     * @throws InterruptedException if the failure may come of an interrupt, or of the shutdown
     */
    public void throwIfInterrupted(Throwable failure) throws InterruptedException {
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
                    "Lanes not stopped in time, unfinished records are processed after the next"
                            + " start");
        }
    }

    /** Stops all lanes at once: each may take the whole timeout. */
    private boolean allStopped() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var stops =
                    lanes.stream()
                            .map(each ->
                                    CompletableFuture.supplyAsync(
                                            () -> each.stop(STOP_TIMEOUT), threads))
                            .toList();
            return stops.stream().allMatch(CompletableFuture::join);
        }
    }
}

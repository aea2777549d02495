package dev.switchboard.chassis.lane;

import dev.switchboard.model.lane.Lanes;
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
 * Stops all lanes of a service that is told to stop, while what they work with is still there: a
 * record that is not done by then comes again after the next start. Without this a database that
 * closes beneath its work would look like a bug, and the record would be set aside.
 */
@Singleton
public class LaneStop {
    private static final Logger LOG = Logger.getLogger(LaneStop.class);

    /**
     * Longer than a send to a provider may take, which is finished although its lane is told to
     * stop; shorter than the ten seconds that surroundings commonly give a process to end.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final List<Lanes> lanes = new CopyOnWriteArrayList<>();
    private volatile boolean begun;

    void watch(Lanes added) {
        lanes.add(added);
    }

    /** Whether failures may come of the service's own end. */
    boolean hasBegun() {
        return begun;
    }

    void stop(@Observes ShutdownEvent stopping) {
        begun = true;
        if (!allStopped()) {
            LOG.warn("Work has not ended in time and will be done again after the next start");
        }
    }

    /** All at once: each may take all of the time that there is. */
    private boolean allStopped() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var stops =
                    lanes.stream()
                            .map(each ->
                                    CompletableFuture.supplyAsync(
                                            () -> each.stop(PATIENCE), threads))
                            .toList();
            return stops.stream().allMatch(CompletableFuture::join);
        }
    }
}

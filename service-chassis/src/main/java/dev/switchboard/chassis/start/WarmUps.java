package dev.switchboard.chassis.start;

import dev.switchboard.chassis.resilience.LoggableFailure;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Readiness check that succeeds once the service has warmed up. That takes a second or less, and a
 * warm-up that fails keeps no service from starting.
 */
@Readiness
@Singleton
public class WarmUps implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(WarmUps.class);

    /** Enough for the code to be compiled; its profile comes from the start cache. */
    private static final int MAX_ROUNDS = 200;

    private static final Duration MAX_DURATION = Duration.ofSeconds(1);

    private final List<WarmUp> warmUps;
    private volatile boolean done;

    WarmUps(@All List<WarmUp> warmUps) {
        this.warmUps = warmUps;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().daemon().name("warm-up").start(this::warmUp);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("warm-up").status(done).build();
    }

    void warmUp() {
        var begin = System.nanoTime();
        for (var warmUp : warmUps) {
            run(warmUp, begin + MAX_DURATION.toNanos());
        }
        // What the start has left over would stay in memory until the heap is full.
        System.gc();
        done = true;
        LOG.debugf("Warmed up milliseconds=%d", (System.nanoTime() - begin) / 1_000_000);
    }

    private static void run(WarmUp warmUp, long deadline) {
        try {
            for (var round = 0; round < MAX_ROUNDS && System.nanoTime() < deadline; round++) {
                warmUp.run();
            }
        } catch (Exception | LinkageError e) {
            LOG.warn("Warm-up failed", LoggableFailure.of(e));
        }
    }
}

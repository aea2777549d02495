package dev.switchboard.chassis.start;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Returns memory once load has ended: a heap grows under load, and nothing collects that of a JVM
 * at rest. One full collection after each time of load, a few tens of milliseconds long.
 */
@Singleton
public class IdleHeap {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** Collections in an interval, at most, of a service at rest. */
    private static final long MAX_AT_REST = 2;

    private final Vertx vertx;
    private long timer;
    private long seen;
    private boolean collected;

    IdleHeap(Vertx vertx) {
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        seen = collections();
        timer = vertx.setPeriodic(INTERVAL.toMillis(), _ -> collectAtRest());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void collectAtRest() {
        if (collections() - seen > MAX_AT_REST) {
            collected = false;
        } else if (!collected) {
            System.gc();
            collected = true;
        }
        seen = collections();
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}

package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Retries a write until it succeeds, for data that only this process has, such as a send result.
 */
final class PersistWithRetry {
    private static final Logger LOG = Logger.getLogger(PersistWithRetry.class);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

    private PersistWithRetry() {}

    /**
     * Returns when {@code write} has succeeded.
     *
     * @param write idempotent
     * @throws InterruptedException when told to stop while the store is down; the data is lost, and
     *     the next owner of the partition has to look for evidence
     */
    static void persist(Runnable write) throws InterruptedException {
        for (var attempt = 1; !tryWrite(write, attempt); attempt++) {
            Thread.sleep(BACKOFF.after(attempt));
        }
    }

    private static boolean tryWrite(Runnable write, int attempt) {
        return InfrastructureFailures.tryRun(
                () -> Uninterruptibly.run(write),
                _ -> LOG.warnf("Send result not stored, retrying attempt=%d", attempt));
    }
}

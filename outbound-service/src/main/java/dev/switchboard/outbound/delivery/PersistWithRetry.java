package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
     * Returns the result of {@code write} when it has succeeded.
     *
     * @param write idempotent
     * @throws InterruptedException when told to stop while the store is down; the data is lost, and
     *     the next owner of the partition has to look for evidence
     */
    static <T> T persist(Supplier<T> write) throws InterruptedException {
        var written = new ArrayList<T>(1);
        for (var attempt = 1; !tryWrite(write, written, attempt); attempt++) {
            Thread.sleep(BACKOFF.after(attempt));
        }
        return written.getFirst();
    }

    private static <T> boolean tryWrite(Supplier<T> write, List<T> written, int attempt) {
        return InfrastructureFailures.tryRun(
                () -> written.add(Uninterruptibly.call(write)),
                _ -> LOG.warnf("Send result not stored, retrying attempt=%d", attempt));
    }
}

package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import java.time.Duration;
import java.util.Optional;
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
        for (var attempt = 1; ; attempt++) {
            var written = tryWrite(write, attempt);
            if (written.isPresent()) {
                return written.get();
            }
            Thread.sleep(BACKOFF.after(attempt));
        }
    }

    private static <T> Optional<T> tryWrite(Supplier<T> write, int attempt) {
        return InfrastructureFailures.tryCall(
                () -> Uninterruptibly.call(write),
                _ -> LOG.warnf("Send result not stored, retrying attempt=%d", attempt));
    }
}

package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.failure.Backoff;
import dev.switchboard.chassis.failure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Stores what only this process knows, such as a provider's answer, for as long as it takes. */
@ApplicationScoped
public class StoreUntilKept {
    private static final Logger LOG = Logger.getLogger(StoreUntilKept.class);
    private static final Backoff WAITS = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

    /**
     * Returns when {@code write} has succeeded.
     *
     * @param write idempotent
     * @throws InterruptedException when told to stop while the store is down; what was to be stored
     *     is lost, and the next owner has to look for evidence
     */
    void insist(Runnable write) throws InterruptedException {
        for (var attempt = 1; !tried(write, attempt); attempt++) {
            Thread.sleep(WAITS.after(attempt));
        }
    }

    private static boolean tried(Runnable write, int attempt) {
        try {
            Undisturbed.run(write);
            return true;
        } catch (RuntimeException e) {
            if (!Infrastructure.isDown(e)) {
                throw e;
            }
            LOG.warnf("A result could not be stored, trying again attempt=%d", attempt);
            return false;
        }
    }
}

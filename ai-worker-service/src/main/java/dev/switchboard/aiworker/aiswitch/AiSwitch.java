package dev.switchboard.aiworker.aiswitch;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.transcript.aicontrol.AiSwitchStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Switch of the AI as a whole and of business numbers, read once a second; while the database is
 * away it stays as it was. The switch of a conversation is in the state that a turn is taken up
 * with.
 */
@Singleton
public class AiSwitch {
    private static final Logger LOG = Logger.getLogger(AiSwitch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final AiSwitchStore store;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("ai-switch").factory());
    private volatile Set<String> switchedOff = Set.of();
    private boolean isReadable = true;

    AiSwitch(AiSwitchStore store) {
        this.store = store;
    }

    /** Reads it before the first turn. */
    void start(@Observes StartupEvent started) {
        read();
        var _ =
                timer.scheduleWithFixedDelay(
                        this::read,
                        INTERVAL.toMillis(),
                        INTERVAL.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    /** True where the AI is on as a whole and for the number, named by its phone or its id. */
    public boolean isOn(BusinessNumber business) {
        var off = switchedOff;
        return off.isEmpty()
                || !off.contains(AiSwitchStore.ALL)
                        && !off.contains(business.id())
                        && !off.contains(business.phone());
    }

    private void read() {
        try {
            var now = Set.copyOf(store.switchedOff());
            if (!now.equals(switchedOff)) {
                LOG.infof("AI switch changed, switched off places=%d", now.size());
            }
            switchedOff = now;
            isReadable = true;
        } catch (RuntimeException e) {
            if (isReadable) {
                LOG.warnf(
                        "AI switch not read, keeping the last state cause=%s",
                        LoggableFailure.summary(e));
            }
            isReadable = false;
        }
    }
}

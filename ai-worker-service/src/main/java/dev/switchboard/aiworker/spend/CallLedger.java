package dev.switchboard.aiworker.spend;

import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.identity.ModelCallId;
import dev.switchboard.transcript.spend.AiCall;
import dev.switchboard.transcript.spend.AiCallStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes calls that no claim takes along, such as failed and cancelled ones, to the ledger, several
 * at once. While the database is away they wait here, up to a limit. Thread-safe.
 */
@ApplicationScoped
public class CallLedger {
    private static final Logger LOG = Logger.getLogger(CallLedger.class);

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_BATCH = 500;

    private final AiCallStore store;
    private final Counter lost;
    private final Deque<AiCall> waiting = new ArrayDeque<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("call-ledger").factory());
    private boolean isWritable = true;

    CallLedger(AiCallStore store, MeterRegistry meters) {
        this.store = store;
        lost = meters.counter("switchboard.model.calls.not.recorded");
    }

    void start(@Observes StartupEvent started) {
        var _ =
                timer.scheduleWithFixedDelay(
                        this::flush,
                        INTERVAL.toMillis(),
                        INTERVAL.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
        flush();
    }

    /** Writes them soon. */
    void add(Collection<AiCall> calls) {
        synchronized (waiting) {
            for (var call : calls) {
                if (waiting.size() == MAX_WAITING) {
                    lost.increment();
                    LOG.errorf("Model call not recorded, too many wait call=%s", call.id());
                } else {
                    waiting.add(call);
                }
            }
        }
    }

    /** Writes all that wait; outermost frame of the timer. */
    void flush() {
        try {
            for (var batch = next(); !batch.isEmpty(); batch = next()) {
                write(batch);
            }
        } catch (RuntimeException e) {
            if (isWritable) {
                LOG.warnf(
                        "Model calls not recorded, trying again cause=%s",
                        LoggableFailure.summary(e));
            }
            isWritable = false;
        }
    }

    /** The first that wait, each of another id. */
    private List<AiCall> next() {
        var batch = new LinkedHashMap<ModelCallId, AiCall>();
        synchronized (waiting) {
            for (var call : waiting) {
                if (batch.size() == MAX_BATCH || batch.containsKey(call.id())) {
                    break;
                }
                batch.put(call.id(), call);
            }
        }
        return new ArrayList<>(batch.values());
    }

    /** A batch that can never be written does not keep others from it. */
    private void write(List<AiCall> batch) {
        try {
            store.insert(batch);
            isWritable = true;
        } catch (RuntimeException e) {
            if (InfrastructureFailures.isDown(e)) {
                throw e;
            }
            lost.increment(batch.size());
            LOG.errorf(
                    LoggableFailure.of(e),
                    "Model calls not recorded by a bug calls=%d",
                    batch.size());
        }
        synchronized (waiting) {
            batch.forEach(_ -> waiting.remove());
        }
    }
}

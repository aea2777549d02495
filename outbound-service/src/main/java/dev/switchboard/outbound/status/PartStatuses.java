package dev.switchboard.outbound.status;

import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.outbound.delivery.ReplyHints;
import dev.switchboard.outbound.part.DeliveryMeters;
import dev.switchboard.transcript.part.AppliedStatus;
import dev.switchboard.transcript.part.ParkedStatusStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStatusStore;
import dev.switchboard.transcript.part.StatusResult;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Applies providers' statuses to the parts and the live views. */
@ApplicationScoped
public class PartStatuses {
    private static final Logger LOG = Logger.getLogger(PartStatuses.class);

    /** Same as the topic's retention: the sender of the message would have stored it by then. */
    private static final Duration MAX_PARKED_AGE = Duration.ofDays(8);

    private static final Duration SWEEP_INTERVAL = Duration.ofHours(1);

    private final PartStatusStore store;
    private final ParkedStatusStore parked;
    private final AsyncFailures failures;
    private final ReplyHints hints;
    private final DeliveryMeters meters;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final AtomicReference<Instant> lastSweep = new AtomicReference<>(Instant.EPOCH);

    PartStatuses(
            PartStatusStore store,
            ParkedStatusStore parked,
            AsyncFailures failures,
            ReplyHints hints,
            DeliveryMeters meters,
            MeterRegistry registry,
            InstantSource clock) {
        this.store = store;
        this.parked = parked;
        this.failures = failures;
        this.hints = hints;
        this.meters = meters;
        this.registry = registry;
        this.clock = clock;
    }

    /** Idempotent; the same statuses in any order, and in any batches, lead to the same states. */
    void apply(List<ProviderStatusReceived> statuses) {
        var described = statuses.stream().map(this::withErrorText).toList();
        var applied = store.apply(described, clock.instant(), this::handleFailure);
        var changed = new LinkedHashMap<PartId, Part>();
        for (var each : applied) {
            switch (each.result()) {
                case StatusResult.Advanced(var part) -> {
                    meters.count(part, PartState.after(each.status().status()));
                    changed.put(part.id(), part);
                }
                case StatusResult.DeliveredAfterFailure(var part) -> {
                    deliveredAfterFailure(part);
                    changed.put(part.id(), part);
                }
                case StatusResult.Unchanged _ -> {}
                case StatusResult.Parked _ -> parked();
                case StatusResult.Contradicts(var part) -> acceptedTwice(part, each.status());
            }
        }
        hints.publish(changed.values());
    }

    /** In the transaction of the status, so that a crash cannot come between the two. */
    private void handleFailure(AppliedStatus applied) {
        if (applied.result() instanceof StatusResult.Advanced(var part)) {
            var status = applied.status();
            failures.classOf(status)
                    .ifPresent(failure -> failures.handle(part, failure, status.providerTime()));
        }
    }

    /** Adds a text if there is none: Twilio often sends only a code. */
    private ProviderStatusReceived withErrorText(ProviderStatusReceived status) {
        var failure = failures.classOf(status);
        if (failure.isEmpty()) {
            return status;
        }
        return new ProviderStatusReceived(
                status.eventId(),
                status.channel(),
                status.providerMessageId(),
                status.part(),
                status.status(),
                status.providerStatus(),
                status.errorCode(),
                status.errorText()
                        .filter(text -> !text.isBlank())
                        .or(() -> failure.map(FailureClass::description)),
                status.providerTime(),
                status.receivedAt());
    }

    private void deliveredAfterFailure(Part part) {
        LOG.warnf(
                "Failed part was delivered part=%s provider=%s",
                part.id(), part.channel().wireName());
        registry.counter("switchboard.parts.delivered.after.failure").increment();
    }

    private void parked() {
        registry.counter("switchboard.statuses.parked").increment();
        var now = clock.instant();
        var last = lastSweep.get();
        if (now.isAfter(last.plus(SWEEP_INTERVAL)) && lastSweep.compareAndSet(last, now)) {
            var deleted = parked.deleteBefore(now.minus(MAX_PARKED_AGE));
            LOG.debugf("Parked statuses of foreign messages deleted count=%d", deleted);
        }
    }

    private void acceptedTwice(Part part, ProviderStatusReceived status) {
        LOG.errorf(
                "Part accepted twice by provider part=%s provider=%s status=%s",
                part.id(), part.channel().wireName(), status.status());
        registry.counter("switchboard.parts.duplicate").increment();
    }
}

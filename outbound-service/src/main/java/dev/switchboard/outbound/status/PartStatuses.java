package dev.switchboard.outbound.status;

import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.outbound.delivery.DeliveryMeters;
import dev.switchboard.outbound.delivery.ReplyHints;
import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.transcript.conversation.ConversationEntity;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.part.ParkedStatusStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartStatusStore;
import dev.switchboard.transcript.part.StatusEffect;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Makes of a provider's status what it means for the part, the message and the live views. */
@ApplicationScoped
public class PartStatuses {
    private static final Logger LOG = Logger.getLogger(PartStatuses.class);

    /** As long as the topic keeps a status: whoever sent the message would have told by then. */
    private static final Duration PARKED_AT_MOST = Duration.ofDays(8);

    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private final PartStatusStore store;
    private final ParkedStatusStore parked;
    private final ConversationStore conversations;
    private final LateFailures failures;
    private final ReplyHints hints;
    private final DeliveryMeters meters;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final AtomicReference<Instant> lastSweep = new AtomicReference<>(Instant.EPOCH);

    PartStatuses(
            PartStatusStore store,
            ParkedStatusStore parked,
            ConversationStore conversations,
            LateFailures failures,
            ReplyHints hints,
            DeliveryMeters meters,
            MeterRegistry registry,
            InstantSource clock) {
        this.store = store;
        this.parked = parked;
        this.conversations = conversations;
        this.failures = failures;
        this.hints = hints;
        this.meters = meters;
        this.registry = registry;
        this.clock = clock;
    }

    /** Idempotent; the same statuses in any order lead to the same states. */
    void apply(ProviderStatusReceived status) {
        var failure = failures.classOf(status);
        switch (store.apply(explained(status, failure), clock.instant())) {
            case StatusEffect.Advanced(var part) -> {
                failure.ifPresent(why -> failures.heed(part, why, status.providerTime()));
                advanced(part);
            }
            case StatusEffect.DeliveredAfterFailure(var part) -> deliveredAfterFailure(part);
            case StatusEffect.Unchanged _ -> {}
            case StatusEffect.Parked _ -> parked();
            case StatusEffect.Contradicts(var part) -> contradicted(part, status);
        }
    }

    /** Twilio often tells a code and no more. */
    private static ProviderStatusReceived explained(
            ProviderStatusReceived status, Optional<FailureClass> failure) {
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
                        .or(() -> failure.map(FailureClass::meaning)),
                status.providerTime(),
                status.receivedAt());
    }

    private void deliveredAfterFailure(Part part) {
        LOG.warnf(
                "Part told as failed was delivered all the same part=%s provider=%s",
                part.id(), part.channel().wireName());
        registry.counter("switchboard.parts.delivered.after.failure").increment();
        tellViews(part);
    }

    private void advanced(Part part) {
        meters.ended(part, part.state());
        tellViews(part);
    }

    private void tellViews(Part part) {
        conversations
                .find(part.conversation())
                .map(ConversationEntity::key)
                .ifPresent(conversation -> hints.tell(conversation, part.id().reply()));
    }

    private void parked() {
        registry.counter("switchboard.statuses.parked").increment();
        var now = clock.instant();
        var last = lastSweep.get();
        if (now.isAfter(last.plus(SWEEP_EVERY)) && lastSweep.compareAndSet(last, now)) {
            var forgotten = parked.forgetBefore(now.minus(PARKED_AT_MOST));
            LOG.debugf("Statuses of foreign messages forgotten count=%d", forgotten);
        }
    }

    private void contradicted(Part part, ProviderStatusReceived status) {
        LOG.errorf(
                "The provider has the part twice part=%s provider=%s status=%s",
                part.id(), part.channel().wireName(), status.status());
        registry.counter("switchboard.parts.twice").increment();
    }
}

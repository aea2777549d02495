package dev.switchboard.outbound.status;

import dev.switchboard.model.event.DeliveryStatus;
import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.outbound.delivery.DeliveryMeters;
import dev.switchboard.outbound.delivery.ReplyHints;
import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.Providers;
import dev.switchboard.transcript.conversation.ConversationEntity;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.part.ParkedStatusStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartFailure;
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
import org.jboss.logging.Logger.Level;

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
    private final Providers providers;
    private final ReplyHints hints;
    private final DeliveryMeters meters;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final AtomicReference<Instant> lastSweep = new AtomicReference<>(Instant.EPOCH);

    PartStatuses(
            PartStatusStore store,
            ParkedStatusStore parked,
            ConversationStore conversations,
            Providers providers,
            ReplyHints hints,
            DeliveryMeters meters,
            MeterRegistry registry,
            InstantSource clock) {
        this.store = store;
        this.parked = parked;
        this.conversations = conversations;
        this.providers = providers;
        this.hints = hints;
        this.meters = meters;
        this.registry = registry;
        this.clock = clock;
    }

    /** Idempotent; the same statuses in any order lead to the same states. */
    void apply(ProviderStatusReceived status) {
        var failure = failureClass(status);
        switch (store.apply(explained(status, failure), clock.instant())) {
            case StatusEffect.Advanced(var part) -> {
                advanced(part);
                failure.ifPresent(why -> warn(part, why));
            }
            case StatusEffect.Unchanged _ -> {}
            case StatusEffect.Parked _ -> parked();
            case StatusEffect.Contradicts(var part) -> contradicted(part, status);
        }
    }

    private Optional<FailureClass> failureClass(ProviderStatusReceived status) {
        return status.status() == DeliveryStatus.FAILED
                ? status.errorCode().map(code -> providers.on(status.channel()).classOf(code))
                : Optional.empty();
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

    private static void warn(Part part, FailureClass failure) {
        LOG.logf(
                failure == FailureClass.CONFIGURATION ? Level.ERROR : Level.WARN,
                "The part has failed after it was taken part=%s provider=%s code=%s class=%s",
                part.id(),
                part.channel().wireName(),
                part.failure().map(PartFailure::code).orElse("none"),
                failure);
    }

    private void advanced(Part part) {
        meters.ended(part, part.state());
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

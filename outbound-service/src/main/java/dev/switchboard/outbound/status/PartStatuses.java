package dev.switchboard.outbound.status;

import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.outbound.delivery.DeliveryMeters;
import dev.switchboard.outbound.delivery.ReplyHints;
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
    private final ReplyHints hints;
    private final DeliveryMeters meters;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final AtomicReference<Instant> lastSweep = new AtomicReference<>(Instant.EPOCH);

    PartStatuses(
            PartStatusStore store,
            ParkedStatusStore parked,
            ConversationStore conversations,
            ReplyHints hints,
            DeliveryMeters meters,
            MeterRegistry registry,
            InstantSource clock) {
        this.store = store;
        this.parked = parked;
        this.conversations = conversations;
        this.hints = hints;
        this.meters = meters;
        this.registry = registry;
        this.clock = clock;
    }

    /** Idempotent; the same statuses in any order lead to the same states. */
    void apply(ProviderStatusReceived status) {
        switch (store.apply(status, clock.instant())) {
            case StatusEffect.Advanced(var part) -> advanced(part);
            case StatusEffect.Unchanged _ -> {}
            case StatusEffect.Parked _ -> parked();
            case StatusEffect.Contradicts(var part) -> contradicted(part, status);
        }
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

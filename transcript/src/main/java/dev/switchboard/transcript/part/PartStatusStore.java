package dev.switchboard.transcript.part;

import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.model.identity.PartId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.StatelessSession;

/**
 * What providers say about parts. The same statuses in any order, and repeated, lead to the same
 * state.
 */
@ApplicationScoped
public class PartStatusStore {
    private final StatelessSession session;
    private final PartStore parts;
    private final ParkedStatusStore parked;
    private final StatusLadder ladder;
    private final ReplyMessages replies;

    PartStatusStore(
            StatelessSession session,
            PartStore parts,
            ParkedStatusStore parked,
            StatusLadder ladder,
            ReplyMessages replies) {
        this.session = session;
        this.parts = parts;
        this.parked = parked;
        this.ladder = ladder;
        this.replies = replies;
    }

    /**
     * Applies a status to the part that has its provider id; failing that, to the part whose own id
     * it carries, which learns the provider id by it; failing that, parks it.
     */
    @Transactional
    public StatusEffect apply(ProviderStatusReceived status, Instant now) {
        parked.lock(status.providerMessageId());
        var known = withProviderId(status.providerMessageId());
        if (known.isPresent()) {
            return climb(known.get().id(), status, now);
        }
        var meant = status.part().flatMap(parts::find);
        if (meant.isEmpty()) {
            parked.park(status);
            return new StatusEffect.Parked();
        }
        if (meant.get().providerMessageId().isPresent()) {
            return new StatusEffect.Contradicts(meant.get());
        }
        parts.accepted(meant.get().id(), status.providerMessageId(), now);
        climb(meant.get().id(), status, now);
        return new StatusEffect.Advanced(parts.find(meant.get().id()).orElseThrow());
    }

    private Optional<Part> withProviderId(String providerMessageId) {
        return session.createSelectionQuery(
                        "from PartEntity where providerMessageId = :id", PartEntity.class)
                .setParameter("id", providerMessageId)
                .getResultStream()
                .findFirst()
                .map(PartEntity::toPart);
    }

    private StatusEffect climb(PartId part, ProviderStatusReceived status, Instant now) {
        var moved =
                ladder.climb(
                        part,
                        status.status(),
                        status.errorCode().orElse(null),
                        status.errorText().orElse(null),
                        now);
        if (!moved && !ladder.noteDelivered(part, status.status(), now)) {
            return new StatusEffect.Unchanged();
        }
        replies.refresh(part.reply(), () -> parts.of(part.reply()));
        var changed = parts.find(part).orElseThrow();
        return moved
                ? new StatusEffect.Advanced(changed)
                : new StatusEffect.DeliveredAfterFailure(changed);
    }
}

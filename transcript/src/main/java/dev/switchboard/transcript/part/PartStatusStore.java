package dev.switchboard.transcript.part;

import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.transcript.part.StatusProgression.ReportedStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Applies providers' statuses to parts. The same statuses in any order, and repeated, lead to the
 * same state.
 */
@ApplicationScoped
public class PartStatusStore {
    private final Database database;
    private final PartStore parts;
    private final ParkedStatusStore parked;
    private final StatusProgression progression;

    PartStatusStore(
            Database database,
            PartStore parts, ParkedStatusStore parked, StatusProgression progression) {
        this.database = database;
        this.parts = parts;
        this.parked = parked;
        this.progression = progression;
    }

    /**
     * Applies a status to the part that has its provider id; otherwise to the part whose own id it
     * carries, which thereby gets the provider id; otherwise parks it.
     */
    public StatusResult apply(ProviderStatusReceived status, Instant now) {
        return database.inTransaction(() -> {
        parked.lock(status.providerMessageId());
        var known = parts.withProviderId(status.providerMessageId());
        if (known.isPresent()) {
            return advance(known.get().id(), status, now);
        }
        var carried = status.part().flatMap(parts::find);
        if (carried.isEmpty()) {
            parked.park(status);
            return new StatusResult.Parked();
        }
        if (carried.get().providerMessageId().isPresent()) {
            return new StatusResult.Contradicts(carried.get());
        }
        parts.accepted(carried.get().id(), status.providerMessageId(), now);
        advance(carried.get().id(), status, now);
        return new StatusResult.Advanced(parts.find(carried.get().id()).orElseThrow());
        });
    }

    private StatusResult advance(PartId part, ProviderStatusReceived status, Instant now) {
        var reported = new ReportedStatus(status.status(), status.errorCode(), status.errorText());
        var moved = progression.advance(part, reported, now);
        if (!moved && !progression.noteDelivered(part, status.status(), now)) {
            return new StatusResult.Unchanged();
        }
        var changed = parts.find(part).orElseThrow();
        return moved
                ? new StatusResult.Advanced(changed)
                : new StatusResult.DeliveredAfterFailure(changed);
    }
}

package dev.switchboard.transcript.part;

import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.transcript.part.StatusBatch.Known;
import dev.switchboard.transcript.part.StatusProgression.ReportedStatus;
import dev.switchboard.transcript.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

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
            PartStore parts,
            ParkedStatusStore parked,
            StatusProgression progression) {
        this.database = database;
        this.parts = parts;
        this.parked = parked;
        this.progression = progression;
    }

    /**
     * Applies statuses as {@link #apply(ProviderStatusReceived, Instant)} does, in one transaction;
     * those of the usual kinds in one statement.
     *
     * @param within takes every result, in the transaction
     * @return every status with its result, those of one message together
     */
    public List<AppliedStatus> apply(
            List<ProviderStatusReceived> statuses, Instant now, Consumer<AppliedStatus> within) {
        var byMessage = new TreeMap<String, List<ProviderStatusReceived>>();
        for (var status : statuses) {
            byMessage
                    .computeIfAbsent(status.providerMessageId(), _ -> new ArrayList<>())
                    .add(status);
        }
        return database.inTransaction(() -> {
            parked.lockAll(byMessage.navigableKeySet());
            var applied =
                    applyLocked(
                            byMessage.entrySet().stream()
                                    .map(it -> new StatusBatch(it.getKey(), it.getValue()))
                                    .toList(),
                            now);
            applied.forEach(within);
            return applied;
        });
    }

    private List<AppliedStatus> applyLocked(List<StatusBatch> batches, Instant now) {
        var usual = batches.stream().filter(batch -> !batch.hasFailure()).toList();
        var known =
                usual.isEmpty()
                        ? Map.<String, Known>of()
                        : StatusBatch.advance(usual, now, database);
        var results = new ArrayList<AppliedStatus>();
        var unknown = new ArrayList<ProviderStatusReceived>();
        for (var batch : batches) {
            var part = known.get(batch.providerMessageId());
            if (part != null && part.before() != PartState.FAILED) {
                batch.results(part).forEach(results::add);
            } else if (part == null && !batch.hasFailure() && !batch.namesPart()) {
                unknown.addAll(batch.statuses());
            } else {
                batch.statuses().forEach(it -> results.add(new AppliedStatus(it, apply(it, now))));
            }
        }
        if (!unknown.isEmpty()) {
            parked.parkAll(unknown);
            unknown.forEach(it -> results.add(new AppliedStatus(it, new StatusResult.Parked())));
        }
        return results;
    }

    /**
     * Applies a status to the part that has its provider id; otherwise to the part whose own id it
     * carries, which thereby gets the provider id; otherwise parks it.
     */
    public StatusResult apply(ProviderStatusReceived status, Instant now) {
        return database.inTransaction(() -> {
            parked.lock(status.providerMessageId());
            var known = parts.withProviderId(status.providerMessageId());
            return known.isPresent()
                    ? advance(known.get().id(), status, now)
                    : applyToNamedPart(status, now);
        });
    }

    private StatusResult applyToNamedPart(ProviderStatusReceived status, Instant now) {
        var named = status.part().flatMap(parts::find);
        if (named.isEmpty()) {
            parked.park(status);
            return new StatusResult.Parked();
        }
        if (named.get().providerMessageId().isPresent()) {
            return new StatusResult.Contradicts(named.get());
        }
        var part = named.get().id();
        parts.accepted(part, status.providerMessageId(), now);
        var _ = advance(part, status, now);
        return new StatusResult.Advanced(parts.require(part));
    }

    private StatusResult advance(PartId part, ProviderStatusReceived status, Instant now) {
        var reported = new ReportedStatus(status.status(), status.errorCode(), status.errorText());
        var moved = progression.advance(part, reported, now);
        if (!moved && !progression.noteDelivered(part, status.status(), now)) {
            return new StatusResult.Unchanged();
        }
        var changed = parts.require(part);
        return moved
                ? new StatusResult.Advanced(changed)
                : new StatusResult.DeliveredAfterFailure(changed);
    }
}

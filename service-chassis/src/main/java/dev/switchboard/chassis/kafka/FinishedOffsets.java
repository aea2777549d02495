package dev.switchboard.chassis.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tracks per partition the offset at which its next owner continues: everything before it is
 * finished. Not thread-safe; {@link Lanes} guards it.
 */
final class FinishedOffsets {
    private final Map<Integer, OpenOffsets> partitions = new HashMap<>();
    private final Map<Integer, Integer> revocations = new HashMap<>();
    private final Map<Integer, Integer> generations = new HashMap<>();
    private final Set<Integer> revoked = new HashSet<>();

    void begun(RecordPosition position) {
        partitions
                .computeIfAbsent(position.partition(), _ -> new OpenOffsets())
                .begun(position.offset());
    }

    void finished(RecordPosition position) {
        var known = partitions.get(position.partition());
        if (known != null) {
            known.finished(position.offset());
        }
    }

    /** Returns whether the partition was assigned to us and not revoked since. */
    boolean isAssigned(int partition) {
        return generations.containsKey(partition) && !revoked.contains(partition);
    }

    /**
     * Returns how often the partition was revoked; work queued before its last revocation is no
     * longer ours.
     */
    int revocations(int partition) {
        return revocations.getOrDefault(partition, 0);
    }

    void revoke(Set<Integer> lost) {
        lost.forEach(partition -> revocations.merge(partition, 1, Integer::sum));
        revoked.addAll(lost);
    }

    void assign(Collection<Integer> assigned, int generation) {
        revoked.removeAll(assigned);
        assigned.forEach(partition -> generations.put(partition, generation));
    }

    /**
     * Returns whether the record was fetched before its partition was revoked, even if the
     * partition is ours again.
     */
    boolean isStale(RecordPosition position) {
        return revoked.contains(position.partition())
                || position.generation() < generations.getOrDefault(position.partition(), 0);
    }

    Map<Integer, Long> removeFinished(Set<Integer> lost) {
        var offsets = new HashMap<Integer, Long>();
        for (var partition : lost) {
            var known = partitions.remove(partition);
            if (known != null) {
                known.committable().ifPresent(offset -> offsets.put(partition, offset));
            }
        }
        return offsets;
    }
}

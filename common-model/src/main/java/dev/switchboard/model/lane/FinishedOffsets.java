package dev.switchboard.model.lane;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Knows from which offset a partition's next owner must go on: everything before it is finished.
 * Not safe for use by many threads; {@link Lanes} guards it.
 */
final class FinishedOffsets {
    private final Map<Integer, Partition> partitions = new HashMap<>();
    private final Map<Integer, Integer> epochs = new HashMap<>();
    private final Set<Integer> givenUp = new HashSet<>();

    void begun(int partition, long offset) {
        partitions.computeIfAbsent(partition, _ -> new Partition()).begun(offset);
    }

    void finished(int partition, long offset) {
        var known = partitions.get(partition);
        if (known != null) {
            known.finished(offset);
        }
    }

    /** How often the partition was given up; work of an earlier epoch is not ours any more. */
    int epoch(int partition) {
        return epochs.getOrDefault(partition, 0);
    }

    void revoke(Set<Integer> given) {
        given.forEach(partition -> epochs.merge(partition, 1, Integer::sum));
        givenUp.addAll(given);
    }

    void assign(Collection<Integer> taken) {
        givenUp.removeAll(taken);
    }

    boolean isGivenUp(int partition) {
        return givenUp.contains(partition);
    }

    Map<Integer, Long> takeFinished(Set<Integer> given) {
        var positions = new HashMap<Integer, Long>();
        for (var partition : given) {
            var known = partitions.remove(partition);
            if (known != null) {
                positions.put(partition, known.position());
            }
        }
        return positions;
    }

    private static final class Partition {
        private final TreeSet<Long> open = new TreeSet<>();
        private long newest = -1;

        private void begun(long offset) {
            open.add(offset);
            newest = Math.max(newest, offset);
        }

        private void finished(long offset) {
            open.remove(offset);
        }

        private long position() {
            return open.isEmpty() ? newest + 1 : open.first();
        }
    }
}

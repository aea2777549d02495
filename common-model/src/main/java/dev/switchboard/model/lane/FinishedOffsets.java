package dev.switchboard.model.lane;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Knows from which offset a partition's next owner must go on: everything before it is finished.
 * Not safe for use by many threads; {@link Lanes} guards it.
 */
final class FinishedOffsets {
    private final Map<Integer, OpenOffsets> partitions = new HashMap<>();
    private final Map<Integer, Integer> epochs = new HashMap<>();
    private final Map<Integer, Integer> generations = new HashMap<>();
    private final Set<Integer> givenUp = new HashSet<>();

    void begun(Place place) {
        partitions.computeIfAbsent(place.partition(), _ -> new OpenOffsets()).begun(place.offset());
    }

    void finished(Place place) {
        var known = partitions.get(place.partition());
        if (known != null) {
            known.finished(place.offset());
        }
    }

    /** Whether it was assigned to us and not given up since. */
    boolean isOurs(int partition) {
        return generations.containsKey(partition) && !givenUp.contains(partition);
    }

    /** How often the partition was given up; work of an earlier epoch is not ours any more. */
    int epoch(int partition) {
        return epochs.getOrDefault(partition, 0);
    }

    void revoke(Set<Integer> given) {
        given.forEach(partition -> epochs.merge(partition, 1, Integer::sum));
        givenUp.addAll(given);
    }

    void assign(Collection<Integer> taken, int generation) {
        givenUp.removeAll(taken);
        taken.forEach(partition -> generations.put(partition, generation));
    }

    /**
     * Whether the record was on its way here when its partition was given up, be it ours again by
     * now.
     */
    boolean isStale(Place place) {
        return givenUp.contains(place.partition())
                || place.generation() < generations.getOrDefault(place.partition(), 0);
    }

    Map<Integer, Long> takeFinished(Set<Integer> given) {
        var positions = new HashMap<Integer, Long>();
        for (var partition : given) {
            var known = partitions.remove(partition);
            if (known != null) {
                known.position().ifPresent(position -> positions.put(partition, position));
            }
        }
        return positions;
    }
}

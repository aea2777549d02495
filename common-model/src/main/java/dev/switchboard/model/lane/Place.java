package dev.switchboard.model.lane;

/**
 * Where a record was found, and in which generation of the consumer group it was fetched: what was
 * fetched before its partition was given to us anew comes a second time, from where we go on.
 */
public record Place(int partition, long offset, int generation) {
    private static final long NO_OFFSET = -1;

    /** Of work that belongs to a partition and is none of its records. */
    static Place noRecords(int partition) {
        return new Place(partition, NO_OFFSET, Integer.MAX_VALUE);
    }
}

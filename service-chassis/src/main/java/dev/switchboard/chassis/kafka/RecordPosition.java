package dev.switchboard.chassis.kafka;

/**
 * Partition and offset of a record, with the consumer group's generation in which it was fetched: a
 * record fetched before its partition was assigned to us again is fetched a second time.
 */
record RecordPosition(int partition, long offset, int generation) {
    private static final long NO_OFFSET = -1;

    /** Returns the position of work that belongs to a partition and to none of its records. */
    static RecordPosition withoutRecord(int partition) {
        return new RecordPosition(partition, NO_OFFSET, Integer.MAX_VALUE);
    }
}

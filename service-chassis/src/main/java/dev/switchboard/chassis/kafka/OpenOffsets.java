package dev.switchboard.chassis.kafka;

import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Tracks the records of one partition that begin in order, though some may never be reported, and
 * finish in any order. Not thread-safe.
 */
final class OpenOffsets {
    /** Offset of each open record, with the offset behind the record that began before it. */
    private final TreeMap<Long, Long> open = new TreeMap<>();

    private long newest = -1;

    /**
     * Notes that a record begins. If it lies before the newest, the partition is read again from
     * here: the log was truncated by a leader that had less of it, or the consumer went back.
     */
    public void begun(long offset) {
        open.putIfAbsent(offset, Math.min(newest + 1, offset));
        newest = offset;
    }

    public void finished(long offset) {
        open.remove(offset);
    }

    /**
     * Returns the offset at which to continue: everything before it is finished. Records between
     * two that began, such as the rest of a batch, are finished with the second. Empty while
     * nothing is finished.
     */
    public OptionalLong committable() {
        var offset = open.isEmpty() ? newest + 1 : open.firstEntry().getValue();
        return offset > 0 ? OptionalLong.of(offset) : OptionalLong.empty();
    }
}

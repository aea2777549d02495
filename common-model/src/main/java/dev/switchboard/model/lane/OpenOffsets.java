package dev.switchboard.model.lane;

import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Records of one partition that begin in their order, though some may never be told of, and are
 * finished in any. Not safe for use by many threads.
 */
public final class OpenOffsets {
    /** Each with the offset behind the record that began before it. */
    private final TreeMap<Long, Long> open = new TreeMap<>();

    private long newest = -1;

    /**
     * Where it lies before the newest, the partition is read anew from here on: the log was cut off
     * by a leader that had less of it, or the consumer went back.
     */
    public void begun(long offset) {
        open.putIfAbsent(offset, Math.min(newest + 1, offset));
        newest = offset;
    }

    public void finished(long offset) {
        open.remove(offset);
    }

    /**
     * From where one must go on: all before it is finished. What lies between two records that
     * began, such as the rest of a batch, is finished with the second. Empty while nothing is.
     */
    public OptionalLong position() {
        var position = open.isEmpty() ? newest + 1 : open.firstEntry().getValue();
        return position > 0 ? OptionalLong.of(position) : OptionalLong.empty();
    }
}

package dev.switchboard.model.lane;

import java.util.OptionalLong;
import java.util.TreeSet;

/** Records of one partition that are finished in any order. Not safe for use by many threads. */
public final class OpenOffsets {
    private final TreeSet<Long> open = new TreeSet<>();
    private long newest = -1;

    public void begun(long offset) {
        open.add(offset);
        newest = Math.max(newest, offset);
    }

    public void finished(long offset) {
        open.remove(offset);
    }

    /** From where one must go on: all before it is finished. Empty before anything has begun. */
    public OptionalLong position() {
        if (newest < 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(open.isEmpty() ? newest + 1 : open.first());
    }
}

package dev.switchboard.model.wire;

/** Keys in Redis that one service writes and another reads. */
public final class RedisKeys {
    /** Followed by a buffer's instance: how many bursts are open there, for as long as it lives. */
    public static final String OPEN_BURSTS = "switchboard:buffer:";

    private RedisKeys() {}
}

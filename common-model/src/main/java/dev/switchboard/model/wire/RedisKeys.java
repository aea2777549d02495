package dev.switchboard.model.wire;

import dev.switchboard.model.identity.Channel;

/** Keys in Redis that one service writes and another reads. */
public final class RedisKeys {
    /** Followed by a buffer's instance: how many bursts are open there, for as long as it lives. */
    public static final String OPEN_BURSTS = "switchboard:buffer:";

    /** Followed by what customers' names lead from; see {@link #alias}. */
    public static final String IDENTITY = "switchboard:identity:";

    /** Cannot appear in a provider's id or address. */
    public static final String SEPARATOR = "\u001f";

    private RedisKeys() {}

    /**
     * Holds the address that a customer's conversation is kept under who is known to a business
     * number by another name, too: a phone number or a user id.
     */
    public static String alias(Channel channel, String businessId, String name) {
        return IDENTITY + String.join(SEPARATOR, channel.wireName(), businessId, name);
    }
}

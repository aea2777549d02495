package dev.switchboard.common.wire;

import dev.switchboard.common.identity.Channel;

/** Redis keys that one service writes and another reads. */
public final class RedisKeys {
    /** Prefix, followed by a buffer instance: the number of bursts open there, while it runs. */
    public static final String OPEN_BURSTS = "switchboard:buffer:";

    /** Prefix of the aliases of customers; see {@link #alias}. */
    public static final String IDENTITY = "switchboard:identity:";

    /** Cannot appear in a provider's id or address. */
    public static final String SEPARATOR = "\u001f";

    private RedisKeys() {}

    /**
     * Returns the key of an alias (a phone number or user id of a customer, at one business
     * number); its value is the address under which the customer's conversation is stored.
     */
    public static String alias(Channel channel, String businessId, String name) {
        return IDENTITY + String.join(SEPARATOR, channel.wireName(), businessId, name);
    }
}

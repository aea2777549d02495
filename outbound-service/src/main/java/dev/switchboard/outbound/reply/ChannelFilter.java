package dev.switchboard.outbound.reply;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.UndecodableException;
import java.util.function.Predicate;

/**
 * Selects the replies of one channel; undecodable records go to one channel only, to be
 * dead-lettered once.
 */
record ChannelFilter(Channel channel) implements Predicate<byte[]> {
    private static final Channel UNDECODABLE = Channel.TWILIO;

    @Override
    public boolean test(byte[] value) {
        return channelOf(value) == channel;
    }

    private static Channel channelOf(byte[] value) {
        try {
            return EventCodec.decode(ReplyDecided.class, value).conversation().channel();
        } catch (UndecodableException e) {
            return UNDECODABLE;
        }
    }
}

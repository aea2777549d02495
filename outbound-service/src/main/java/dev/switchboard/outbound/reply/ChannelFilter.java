package dev.switchboard.outbound.reply;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.UndecodableException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Selects the replies of one channel. Records that are undecodable, or of a channel that is not
 * served, go to the last channel only, to be dead-lettered once.
 */
record ChannelFilter(Channel channel, List<Channel> served) implements Predicate<byte[]> {

    @Override
    public boolean test(byte[] value) {
        return channelOf(value).equals(channel);
    }

    private Channel channelOf(byte[] value) {
        try {
            var decoded = EventCodec.decode(ReplyDecided.class, value).conversation().channel();
            return served.contains(decoded) ? decoded : served.getLast();
        } catch (UndecodableException e) {
            return served.getLast();
        }
    }
}

package dev.switchboard.outbound.reply;

import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.wire.EventCodec;
import dev.switchboard.model.wire.UndecodableException;
import java.util.function.Predicate;

/**
 * A channel's part of the replies; what cannot be read is in one channel's, to be set aside once.
 */
record Share(Channel channel) implements Predicate<byte[]> {
    private static final Channel OF_THE_UNREADABLE = Channel.TWILIO;

    @Override
    public boolean test(byte[] value) {
        return channelOf(value) == channel;
    }

    private static Channel channelOf(byte[] value) {
        try {
            return EventCodec.decode(ReplyDecided.class, value).conversation().channel();
        } catch (UndecodableException e) {
            return OF_THE_UNREADABLE;
        }
    }
}

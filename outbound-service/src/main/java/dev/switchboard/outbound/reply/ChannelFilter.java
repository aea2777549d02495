package dev.switchboard.outbound.reply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.UndecodableException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Selects the replies of one channel, by a header; only replies without it are decoded, as earlier
 * versions wrote them. Records that are undecodable, or of a channel that is not served, go to the
 * last channel only, to be dead-lettered once.
 */
record ChannelFilter(Channel channel, List<Channel> served)
        implements Predicate<ConsumerRecord<String, byte[]>> {

    @Override
    public boolean test(ConsumerRecord<String, byte[]> reply) {
        return channelOf(reply).filter(served::contains).orElse(served.getLast()).equals(channel);
    }

    private Optional<Channel> channelOf(ConsumerRecord<String, byte[]> reply) {
        var header = reply.headers().lastHeader(EventCodec.CHANNEL_HEADER);
        if (header == null || header.value() == null) {
            return decodedChannelOf(reply.value());
        }
        var name = new String(header.value(), UTF_8);
        return served.stream().filter(it -> it.wireName().equals(name)).findFirst();
    }

    private static Optional<Channel> decodedChannelOf(byte[] value) {
        try {
            return Optional.of(
                    EventCodec.decode(ReplyDecided.class, value).conversation().channel());
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }
}

package dev.switchboard.outbound.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.outbound.testing.DeliveryScene;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ChannelFilterTest {
    private static final List<Channel> SERVED = List.of(Channel.TWILIO, Channel.META);
    private static final byte[] UNDECODABLE = "no reply".getBytes(UTF_8);

    @Test
    void headerDecidesWithoutDecoding() {
        // Given
        var record = record(UNDECODABLE);
        record.headers().add(EventCodec.CHANNEL_HEADER, "twilio".getBytes(UTF_8));

        // When, then
        assertThat(accepting(record)).containsExactly(Channel.TWILIO);
    }

    @Test
    void replyOfAnEarlierVersionIsDecoded() {
        // Given
        ReplyDecided reply = DeliveryScene.onTwilio().fromAi("Hi");

        // When, then
        assertThat(accepting(record(EventCodec.encode(reply)))).containsExactly(Channel.TWILIO);
    }

    @Test
    void undecodableReplyGoesToTheLastChannelOnly() {
        assertThat(accepting(record(UNDECODABLE))).containsExactly(Channel.META);
    }

    @Test
    void replyOfAChannelThatIsNotServedGoesToTheLastChannelOnly() {
        // Given
        var record = record(UNDECODABLE);
        record.headers().add(EventCodec.CHANNEL_HEADER, "pigeon".getBytes(UTF_8));

        // When, then
        assertThat(accepting(record)).containsExactly(Channel.META);
    }

    private static List<Channel> accepting(ConsumerRecord<String, byte[]> record) {
        return SERVED.stream()
                .filter(channel -> new ChannelFilter(channel, SERVED).test(record))
                .toList();
    }

    private static ConsumerRecord<String, byte[]> record(byte[] value) {
        return new ConsumerRecord<>("replies", 0, 0, "key", value);
    }
}

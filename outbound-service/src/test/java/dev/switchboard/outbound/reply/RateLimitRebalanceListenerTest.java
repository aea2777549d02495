package dev.switchboard.outbound.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channels.send.RateLimitSettings;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.lane.Lanes;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.limit.SendRateLimiter;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.IdleSender;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RateLimitRebalanceListenerTest {
    private final SendRateLimiter rateLimiter =
            new SendRateLimiter(
                    IdleSender.all(),
                    new SmallRyeConfigBuilder()
                            .withMapping(RateLimitSettings.class)
                            .build()
                            .getConfigMapping(RateLimitSettings.class));
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final RateLimitRebalanceListener rebalance =
            new RateLimitRebalanceListener(
                    new Lanes("test", 10), Channel.TWILIO, rateLimiter, _ -> {});

    @Test
    void halfOfThePartitionsAreHalfOfANumbersLimit() {
        // Given
        rebalance.onPartitionsAssigned(consumer, partitions(0, Topics.REPLIES.partitions()));

        // When
        rebalance.onPartitionsRevoked(consumer, partitions(0, Topics.REPLIES.partitions() / 2));

        // Then
        var sent = IntStream.range(0, 80).filter(_ -> startsAtOnce()).count();
        assertThat(sent).isBetween(39L, 60L);
    }

    private boolean startsAtOnce() {
        return rateLimiter.reserve(DeliveryScene.onTwilio().conversation()).isZero();
    }

    private static List<TopicPartition> partitions(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> new TopicPartition(Topics.REPLIES.name(), number))
                .toList();
    }
}

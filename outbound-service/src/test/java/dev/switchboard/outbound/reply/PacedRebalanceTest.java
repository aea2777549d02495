package dev.switchboard.outbound.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.lane.Lanes;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.outbound.pace.Pace;
import dev.switchboard.outbound.pace.PaceSettings;
import dev.switchboard.outbound.testing.Scene;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PacedRebalanceTest {
    private final Pace pace =
            new Pace(
                    new SmallRyeConfigBuilder()
                            .withMapping(PaceSettings.class)
                            .build()
                            .getConfigMapping(PaceSettings.class));
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final PacedRebalance rebalance =
            new PacedRebalance(new Lanes("test", 10), Channel.TWILIO, pace, _ -> {});

    @Test
    void halfOfThePartitionsAreHalfOfANumbersLimit() {
        // Given
        rebalance.onPartitionsAssigned(consumer, partitions(0, Topics.REPLIES.partitions()));

        // When
        rebalance.onPartitionsRevoked(consumer, partitions(0, Topics.REPLIES.partitions() / 2));

        // Then
        var sent = IntStream.range(0, 80).filter(_ -> goesAtOnce()).count();
        assertThat(sent).isBetween(39L, 60L);
    }

    private boolean goesAtOnce() {
        return pace.waitFor(Scene.onTwilio().conversation()).isZero();
    }

    private static List<TopicPartition> partitions(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> new TopicPartition(Topics.REPLIES.name(), number))
                .toList();
    }
}

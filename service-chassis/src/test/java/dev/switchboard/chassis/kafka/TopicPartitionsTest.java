package dev.switchboard.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.topic.PartitionCount;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.BackingService;
import dev.switchboard.testing.SharedBacking;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class TopicPartitionsTest {

    @Test
    void numberIsThatOfTheTopicAtKafka() {
        // Given
        var settings = SharedBacking.settings(BackingService.KAFKA);
        var config =
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "backing", 300))
                        .build();
        var partitions = new TopicPartitions(new KafkaConnection(config), config);

        // When, then
        assertThat(partitions.of(Topics.REPLIES)).isEqualTo(PartitionCount.SINGLE_MACHINE);
    }
}

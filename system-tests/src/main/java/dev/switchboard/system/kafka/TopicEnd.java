package dev.switchboard.system.kafka;

import dev.switchboard.common.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** End of a topic at a moment. */
public final class TopicEnd {
    private final KafkaAccess kafka;
    private final Topic<?> topic;
    private final Map<TopicPartition, Long> begin;

    TopicEnd(KafkaAccess kafka, Topic<?> topic) {
        this.kafka = kafka;
        this.topic = topic;
        begin = kafka.ends(topic);
    }

    /** Values of the records that were written from then until now, in no certain order. */
    public List<String> writtenSince() {
        var values = new ArrayList<String>();
        new OffsetRange(begin, kafka.ends(topic))
                .read(
                        kafka.servers(),
                        record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
        return values;
    }
}

package dev.switchboard.system.kafka;

import dev.switchboard.model.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where a topic ended at a moment. */
public final class Mark {
    private final KafkaAccess kafka;
    private final Topic<?> topic;
    private final Map<TopicPartition, Long> begin;

    Mark(KafkaAccess kafka, Topic<?> topic) {
        this.kafka = kafka;
        this.topic = topic;
        begin = kafka.ends(topic);
    }

    /** The values of the records that were written from then until now, in no certain order. */
    public List<String> writtenSince() {
        var values = new ArrayList<String>();
        new Stretch(begin, kafka.ends(topic))
                .read(
                        kafka.servers(),
                        record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
        return values;
    }
}

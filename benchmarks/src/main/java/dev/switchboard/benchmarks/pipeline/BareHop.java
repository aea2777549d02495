package dev.switchboard.benchmarks.pipeline;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * One hop of the bare pipeline: a loop that polls, works off what it got, waits until that is
 * written and commits its offsets.
 */
final class BareHop {
    private static final Duration POLL = Duration.ofMillis(200);

    private final BareSettings settings;
    private final KafkaProducer<String, byte[]> producer;
    private final CountDownLatch assigned;

    /**
     * @param producer flushed before offsets are committed
     * @param assigned counted down once for each loop that has got partitions
     */
    BareHop(
            BareSettings settings,
            KafkaProducer<String, byte[]> producer,
            CountDownLatch assigned) {
        this.settings = settings;
        this.producer = producer;
        this.assigned = assigned;
    }

    /** Work of a loop on a record. */
    interface Work {
        void handle(ConsumerRecord<String, byte[]> message) throws IOException, SQLException;
    }

    /** Starts a loop on a thread of its own; a failure ends the process. */
    void start(String topic, Work work) {
        Thread.ofPlatform()
                .name(topic)
                .start(() -> {
                    try {
                        run(topic, work);
                    } catch (IOException | SQLException e) {
                        System.err.println(topic + ": " + e);
                        Runtime.getRuntime().halt(1);
                    }
                });
    }

    private void run(String topic, Work work) throws IOException, SQLException {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                settings.kafka(),
                                "group.id",
                                topic,
                                "enable.auto.commit",
                                false,
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic), new Assignment(assigned));
            while (true) {
                var messages = consumer.poll(POLL);
                for (var message : messages) {
                    work.handle(message);
                }
                if (!messages.isEmpty()) {
                    producer.flush();
                    consumer.commitSync();
                }
            }
        }
    }

    /** Counts down at the first partitions that a loop gets. */
    private static final class Assignment implements ConsumerRebalanceListener {
        private final CountDownLatch assigned;
        private boolean counted;

        Assignment(CountDownLatch assigned) {
            this.assigned = assigned;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!counted && !partitions.isEmpty()) {
                counted = true;
                assigned.countDown();
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // Records handled twice cost a little, and nothing else depends on them.
        }
    }
}

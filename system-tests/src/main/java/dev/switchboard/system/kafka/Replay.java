package dev.switchboard.system.kafka;

import dev.switchboard.common.topic.Topic;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes all of a topic into it once more: keys, values and headers as they were. */
public final class Replay {
    private final KafkaAccess kafka;

    public Replay(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    /** Returns the number of records written again, all acknowledged. */
    public long of(Topic<?> topic) {
        var all = new OffsetRange(kafka.beginnings(topic), kafka.ends(topic));
        try (var producer = producer()) {
            var sent = new ArrayList<Future<?>>();
            all.read(kafka.servers(), record -> sent.add(producer.send(again(record))));
            sent.forEach(Replay::await);
            return sent.size();
        }
    }

    private static ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(
                record.topic(), record.partition(), record.key(), record.value(), record.headers());
    }

    private static void await(Future<?> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused a record: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.servers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}

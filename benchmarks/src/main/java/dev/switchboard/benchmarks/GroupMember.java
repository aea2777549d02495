package dev.switchboard.benchmarks;

import dev.switchboard.common.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumer that polls the topic of turns on a thread of its own, as a service's channel does. */
final class GroupMember implements ConsumerRebalanceListener, AutoCloseable {
    static final String DYNAMIC = "";

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread polling;
    private final AtomicInteger partitions = new AtomicInteger();

    /** A dynamic member, which leaves its group when it is closed. */
    GroupMember(String kafka, String protocol, String group) {
        this(kafka, protocol, group, DYNAMIC);
    }

    /**
     * @param instance name by which Kafka knows it again, or {@link #DYNAMIC}
     */
    GroupMember(String kafka, String protocol, String group, String instance) {
        var settings = settings(kafka, protocol, group);
        if (!instance.equals(DYNAMIC)) {
            settings.put("group.instance.id", instance);
        }
        this.consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.polling = Thread.ofPlatform().daemon().start(this::poll);
    }

    /** The services' settings with the classic protocol; the broker has the others' timeouts. */
    private static Map<String, Object> settings(String kafka, String protocol, String group) {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", kafka);
        settings.put("group.id", group);
        settings.put("group.protocol", protocol);
        settings.put("enable.auto.commit", false);
        if (protocol.equals("classic")) {
            settings.put("session.timeout.ms", 6_000);
            settings.put("heartbeat.interval.ms", 1_500);
            settings.put(
                    "partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        }
        return settings;
    }

    private void poll() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.TURNS.name()), this);
            while (true) {
                consumer.poll(POLL);
            }
        } catch (WakeupException _) {
            // Closed: the consumer leaves its group.
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        partitions.addAndGet(added.size());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        partitions.addAndGet(-revoked.size());
    }

    /**
     * @throws IllegalStateException if it does not hold just as many partitions within two minutes
     */
    void awaitPartitions(int expected) throws InterruptedException {
        var deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (partitions.get() != expected) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "%d partitions, not %d".formatted(partitions.get(), expected));
            }
            Thread.sleep(5);
        }
    }

    /** Leaves the group. */
    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        polling.join();
    }
}

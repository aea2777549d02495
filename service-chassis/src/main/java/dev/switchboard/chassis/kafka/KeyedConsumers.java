package dev.switchboard.chassis.kafka;

import dev.switchboard.common.event.Event;
import dev.switchboard.common.topic.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Creates the keyed consumers of a service. */
@Singleton
public class KeyedConsumers {
    private final Map<String, KeyedConsumer<?>> consumers = new ConcurrentHashMap<>();
    private final DeadLetters deadLetters;
    private final MeterRegistry metrics;
    private final Tracer tracer;
    private final RecordAttempts attempts;
    private final RunningConsumers running;

    KeyedConsumers(
            DeadLetters deadLetters,
            RunningConsumers running,
            MeterRegistry metrics,
            Tracer tracer) {
        this.deadLetters = deadLetters;
        this.attempts = new RecordAttempts(deadLetters, running);
        this.running = running;
        this.metrics = metrics;
        this.tracer = tracer;
    }

    /**
     * Creates the consumer of a channel, whose records are to be given to {@link
     * KeyedConsumer#accept}. Must be called before the channel starts, as the constructor of a
     * {@code @Singleton} with {@code @Incoming} is.
     *
     * @param channel name by which {@code mp.messaging.incoming} configures it
     * @param maxInFlight records that may wait or run before it reads no more
     */
    public <E extends Event> KeyedConsumer<E> create(
            String channel, Topic<E> topic, int maxInFlight, EventHandler<E> handler) {
        return create(topic, new Lanes(channel, maxInFlight), handler);
    }

    <E extends Event> KeyedConsumer<E> create(
            Topic<E> topic, Lanes lanes, EventHandler<E> handler) {
        var consumer = new KeyedConsumer<>(topic, lanes, handler, this);
        consumers.put(lanes.name(), consumer);
        running.add(consumer::stop);
        Gauge.builder("switchboard.lanes.in.flight", lanes, Lanes::inFlight)
                .description("Records of the topic that wait or run in lanes")
                .tag("topic", topic.name())
                .tag("lanes", lanes.name())
                .register(metrics);
        return consumer;
    }

    /** Returns the channel's consumer; empty if it is not read in lanes. */
    Optional<KeyedConsumer<?>> of(String channel) {
        return Optional.ofNullable(consumers.get(channel));
    }

    public DeadLetters deadLetters() {
        return deadLetters;
    }

    public MeterRegistry metrics() {
        return metrics;
    }

    RecordAttempts attempts() {
        return attempts;
    }

    Tracer tracer() {
        return tracer;
    }

    /**
     * Throws if the thread was told to stop: blocking clients turn an interrupt into exceptions of
     * their own.
     *
     * @throws InterruptedException if the failure may come of an interrupt, or of the shutdown
     */
    public void throwIfInterrupted(Throwable failure) throws InterruptedException {
        running.throwIfInterrupted(failure);
    }
}

package dev.switchboard.chassis.kafka;

import dev.switchboard.common.event.Event;
import dev.switchboard.common.topic.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Creates the keyed consumers of a service, and stops them when it shuts down, while its resources
 * are still open: a record that is unfinished by then comes again after the next start. Without
 * this a database that is closed under running work would look like a bug, and the record would be
 * dead-lettered.
 */
@Singleton
public class KeyedConsumers {
    private static final Logger LOG = Logger.getLogger(KeyedConsumers.class);

    /**
     * Timeout for all lanes: longer than a send to a provider may take, which is finished although
     * its lane is told to stop; shorter than the ten seconds that orchestrators commonly give a
     * process to end.
     */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6);

    private final Map<String, KeyedConsumer<?>> consumers = new ConcurrentHashMap<>();
    private final DeadLetters deadLetters;
    private final MeterRegistry metrics;
    private final Tracer tracer;
    private volatile boolean stopping;

    KeyedConsumers(DeadLetters deadLetters, MeterRegistry metrics, Tracer tracer) {
        this.deadLetters = deadLetters;
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
        var interrupted = Thread.interrupted() || stopping;
        for (Throwable cause = failure; cause != null && !interrupted; cause = cause.getCause()) {
            interrupted = cause instanceof InterruptedException;
        }
        if (interrupted) {
            throw new InterruptedException("told to stop");
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        if (!allStopped()) {
            LOG.warn(
                    "Lanes not stopped in time, unfinished records are processed after the next"
                            + " start");
        }
    }

    /** Stops all lanes at once: each may take the whole timeout. */
    private boolean allStopped() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var stops =
                    consumers.values().stream()
                            .map(each ->
                                    CompletableFuture.supplyAsync(
                                            () -> each.stop(STOP_TIMEOUT), threads))
                            .toList();
            return stops.stream().allMatch(CompletableFuture::join);
        }
    }
}

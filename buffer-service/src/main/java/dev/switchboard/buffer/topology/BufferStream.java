package dev.switchboard.buffer.topology;

import dev.switchboard.chassis.failure.LoggableFailure;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the stream running until it is closed: a client one of whose threads died, or that gave up,
 * is started anew. Nothing is lost by it, as the stream goes on at its last commit.
 */
public final class BufferStream implements AutoCloseable {
    private static final Duration BREATH = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOG = Logger.getLogger(BufferStream.class);

    private final Supplier<KafkaStreams> fresh;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable KafkaStreams streams;
    private volatile boolean closed;

    public BufferStream(Topology topology, StreamConfiguration configuration) {
        this(() -> new KafkaStreams(topology, configuration.properties()));
    }

    BufferStream(Supplier<KafkaStreams> fresh) {
        this.fresh = fresh;
    }

    /** Measures how many records wait in {@code inbound}. */
    public void measure(MeterRegistry registry) {
        Gauge.builder("switchboard.consumer.lag", this, BufferStream::lag)
                .tag("topic", "inbound")
                .register(registry);
    }

    /** Returns at once; {@link #state} tells when the stream runs. */
    public void start() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            var next = fresh.get();
            next.setUncaughtExceptionHandler(BufferStream::startAnew);
            next.setStateListener((now, before) -> changed(next, now, before));
            streams = next;
            next.start();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A thread put in the dead one's place would be a new member of the group, and the group waits
     * out the dead one's session first (12 s); a new client has the old names and is let in at
     * once.
     */
    static StreamThreadExceptionResponse startAnew(Throwable cause) {
        LOG.errorf(
                LoggableFailure.of(cause),
                "A thread of the stream died and the stream is started anew");
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private void changed(KafkaStreams changed, State now, State before) {
        LOG.debugf("Stream changed its state from=%s to=%s", before, now);
        if (now == State.ERROR && !closed) {
            Thread.ofVirtual().name("buffer-restart").start(() -> restart(changed));
        }
    }

    /**
     * Returns when the stream is started. That may take as long as Kafka is away: while its name is
     * unknown, as that of a stopped container is, not even a client can be made.
     */
    void restart(KafkaStreams failed) {
        LOG.error("The stream gave up and is started anew");
        failed.close(PATIENCE);
        do {
            pause();
        } while (!isStarted());
    }

    private boolean isStarted() {
        try {
            start();
            return true;
        } catch (KafkaException e) {
            LOG.warnf("The stream could not be started, trying again: cause=%s", e.getMessage());
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BREATH.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@link State#CREATED} before {@link #start}. */
    public State state() {
        var current = streams;
        return current == null ? State.CREATED : current.state();
    }

    /** How many records of {@code inbound} are not read yet, by what the consumers last heard. */
    public double lag() {
        var current = streams;
        if (current == null) {
            return 0;
        }
        return current.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("records-lag"))
                .filter(metric -> "inbound".equals(metric.metricName().tags().get("topic")))
                .map(metric -> metric.metricValue())
                .filter(Double.class::isInstance)
                .mapToDouble(value -> (Double) value)
                .filter(Double::isFinite)
                .sum();
    }

    /** Commits what is done and stops. */
    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            var current = streams;
            if (current != null) {
                current.close(PATIENCE);
            }
        } finally {
            lock.unlock();
        }
    }
}

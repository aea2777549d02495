package dev.switchboard.buffer.stream;

import dev.switchboard.chassis.resilience.LoggableFailure;
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
 * Keeps the stream running until it is closed: restarts a client that gave up or one of whose
 * threads died. Nothing is lost, as the stream resumes at its last commit.
 */
public final class BufferStream implements AutoCloseable {
    private static final Duration RESTART_BACKOFF = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final Logger LOG = Logger.getLogger(BufferStream.class);

    private final Supplier<KafkaStreams> clientFactory;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable KafkaStreams streams;
    private volatile boolean closed;

    /**
     * @param wakeTimes of the topology's tasks
     */
    BufferStream(Topology topology, StreamConfiguration configuration, WakeTimes wakeTimes) {
        this(() ->
                new KafkaStreams(
                        topology, configuration.properties(), new WakingClients(wakeTimes)));
    }

    BufferStream(Supplier<KafkaStreams> clientFactory) {
        this.clientFactory = clientFactory;
    }

    /** Registers the gauge of {@link #lag}. */
    public void measure(MeterRegistry registry) {
        Gauge.builder("switchboard.consumer.lag", this, BufferStream::lag)
                .tag("topic", "inbound")
                .register(registry);
    }

    /** Returns at once; see {@link #state} for when the stream runs. */
    public void start() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            var next = clientFactory.get();
            next.setUncaughtExceptionHandler(BufferStream::restartClient);
            next.setStateListener((now, before) -> onStateChange(next, now, before));
            streams = next;
            next.start();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Replaces the whole client: a replacement thread would be a new member of the group, and the
     * group waits for the dead one's session timeout first (12 s); a new client has the old member
     * ids and joins at once.
     */
    static StreamThreadExceptionResponse restartClient(Throwable cause) {
        LOG.errorf(LoggableFailure.of(cause), "Stream thread died, restarting the stream");
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private void onStateChange(KafkaStreams client, State now, State before) {
        LOG.debugf("Stream state changed from=%s to=%s", before, now);
        if (now == State.ERROR && !closed) {
            Thread.ofVirtual().name("buffer-restart").start(() -> restart(client));
        }
    }

    /**
     * Returns when the stream is started. That may take as long as Kafka is down: while its host
     * name does not resolve, as that of a stopped container, not even a client can be created.
     */
    void restart(KafkaStreams failed) {
        LOG.error("Stream failed, restarting");
        failed.close(CLOSE_TIMEOUT);
        do {
            backOff();
        } while (!tryStart());
    }

    private boolean tryStart() {
        try {
            start();
            return true;
        } catch (KafkaException e) {
            LOG.warnf("Stream start failed, retrying cause=%s", e.getMessage());
            return false;
        }
    }

    private static void backOff() {
        try {
            TimeUnit.MILLISECONDS.sleep(RESTART_BACKOFF.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@link State#CREATED} before {@link #start}. */
    public State state() {
        var current = streams;
        return current == null ? State.CREATED : current.state();
    }

    /** Number of unread records of {@code inbound}, as of the consumers' last fetch. */
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

    /** Commits finished work and stops. */
    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            var current = streams;
            if (current != null) {
                current.close(CLOSE_TIMEOUT);
            }
        } finally {
            lock.unlock();
        }
    }
}

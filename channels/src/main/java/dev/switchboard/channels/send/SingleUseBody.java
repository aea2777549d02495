package dev.switchboard.channels.send;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Request body that is handed to the connection at most once, by the sender's own thread once the
 * client is connected, never without a valid permit, and never after it was withdrawn; that tells a
 * failed send from one of unknown outcome.
 */
final class SingleUseBody implements BodyPublisher {
    private static final Logger LOG = Logger.getLogger(SingleUseBody.class);

    private enum State {
        WAITING,
        HANDED_OVER,
        WITHDRAWN
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<Flow.Subscriber<? super ByteBuffer>> connected =
            new CompletableFuture<>();
    private final BodyPublisher bytes;
    private final Permit permit;

    SingleUseBody(byte[] bytes, Permit permit) {
        this.bytes = BodyPublishers.ofByteArray(bytes);
        this.permit = permit;
    }

    @Override
    public long contentLength() {
        return bytes.contentLength();
    }

    /** Called by the client once it is connected and about to write. */
    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> connection) {
        if (!connected.complete(connection)) {
            refuse(connection);
        }
    }

    /**
     * Waits until the client is connected, and hands the body over if the permit is still valid:
     * the last moment to refuse. Runs on the caller's thread, which has the transaction that the
     * permit is checked in. Does nothing if the response, which may be a failure, or the timeout
     * comes first.
     */
    void handOver(CompletableFuture<?> response, Duration timeout) throws InterruptedException {
        try {
            CompletableFuture.anyOf(connected, response)
                    .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.tracef(e, "Not connected, the response says why");
        }
        if (connected.isDone()) {
            handOver(connected.join());
        }
    }

    private void handOver(Flow.Subscriber<? super ByteBuffer> connection) {
        if (!isPermitted()) {
            withdraw();
        }
        if (state.compareAndSet(State.WAITING, State.HANDED_OVER)) {
            bytes.subscribe(connection);
        } else {
            refuse(connection);
        }
    }

    private boolean isPermitted() {
        try {
            return permit.isValid();
        } catch (RuntimeException e) {
            LOG.infof("Send permit check failed, not sending cause=%s", e);
            return false;
        }
    }

    /** Keeps the body from being sent; returns false if it was handed over before. */
    boolean withdraw() {
        return state.compareAndSet(State.WAITING, State.WITHDRAWN)
                || state.get() == State.WITHDRAWN;
    }

    private static void refuse(Flow.Subscriber<? super ByteBuffer> connection) {
        connection.onSubscribe(
                new Flow.Subscription() {
                    @Override
                    public void request(long n) {}

                    @Override
                    public void cancel() {}
                });
        connection.onError(new IOException("the permit to send it was gone"));
    }
}

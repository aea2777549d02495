package dev.switchboard.outbound.provider;

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
 * A request body that is handed to the connection at most once, by the sender itself once it is
 * connected, never without its permit, and never after it was withdrawn; so that a failure can be
 * told from a doubt.
 */
final class BodyOnce implements BodyPublisher {
    private static final Logger LOG = Logger.getLogger(BodyOnce.class);

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

    BodyOnce(byte[] bytes, Permit permit) {
        this.bytes = BodyPublishers.ofByteArray(bytes);
        this.permit = permit;
    }

    @Override
    public long contentLength() {
        return bytes.contentLength();
    }

    /** The client subscribes once it is connected and about to write. */
    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> connection) {
        if (!connected.complete(connection)) {
            refuse(connection);
        }
    }

    /**
     * Waits until the client is connected, and hands the body over if the permit still holds: the
     * last moment to refuse. On the caller's thread, which has the transaction that the permit asks
     * in. Returns without effect where the answer, which may be a failure, or the end of the wait
     * comes first.
     */
    void handOver(CompletableFuture<?> answer, Duration wait) throws InterruptedException {
        try {
            CompletableFuture.anyOf(connected, answer).get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.tracef(e, "Not connected, which the answer tells");
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
            return permit.holds();
        } catch (RuntimeException e) {
            LOG.infof("Not sent, the permit could not be checked cause=%s", e);
            return false;
        }
    }

    /** Keeps the body from leaving; false where it is too late for that. */
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

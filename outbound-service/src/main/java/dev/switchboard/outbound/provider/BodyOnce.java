package dev.switchboard.outbound.provider;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request body that is handed to the connection at most once, never after its deadline, and never
 * after it was withdrawn; so that a failure can be told from a doubt.
 */
final class BodyOnce implements BodyPublisher {
    private enum State {
        WAITING,
        HANDED_OVER,
        WITHDRAWN
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final BodyPublisher bytes;
    private final Deadline deadline;

    BodyOnce(byte[] bytes, Deadline deadline) {
        this.bytes = BodyPublishers.ofByteArray(bytes);
        this.deadline = deadline;
    }

    @Override
    public long contentLength() {
        return bytes.contentLength();
    }

    /** The client subscribes once it is connected and about to write: the last moment to refuse. */
    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> connection) {
        if (deadline.hasPassed()) {
            withdraw();
        }
        if (state.compareAndSet(State.WAITING, State.HANDED_OVER)) {
            bytes.subscribe(connection);
        } else {
            refuse(connection);
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
        connection.onError(new IOException("the time to send it had passed"));
    }
}

package dev.switchboard.channels.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.testing.FakeServer;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderHttpTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final FakeServer server = new FakeServer();
    private final ProviderHttp http = new ProviderHttp(Outgoing.limits(LONG));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void responseIsReturnedWithAnyStatus() throws InterruptedException {
        // Given
        server.respondWith(503, "busy");

        // When
        var exchange = http.post(request(), "body", Permit.until(Deadline.in(LONG)));

        // Then
        assertThat(exchange).isEqualTo(new HttpResult.Answered(503, "busy"));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void withoutAListenerNothingIsSent() throws InterruptedException {
        // Given
        var request = HttpRequest.newBuilder(Outgoing.nowhere());

        // When
        var exchange = http.post(request, "body", Permit.until(Deadline.in(LONG)));

        // Then
        assertThat(exchange).isInstanceOf(HttpResult.NotSent.class);
    }

    @Test
    void timeoutLeavesTheOutcomeUnknown() throws InterruptedException {
        // Given
        server.neverRespond();

        // When
        var exchange = http.post(request(), "body", Permit.until(Deadline.in(SHORT)));

        // Then
        assertThat(exchange).isInstanceOf(HttpResult.Lost.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aResponseThatStallsInItsBodyLeavesTheOutcomeUnknown() throws InterruptedException {
        // Given
        server.stallResponses();

        // When
        var exchange = http.post(request(), "body", Permit.until(Deadline.in(SHORT)));
        var list = http.get(request(), Deadline.in(SHORT));

        // Then
        assertThat(exchange).isInstanceOf(HttpResult.Lost.class);
        assertThat(list).isInstanceOf(HttpResult.NotSent.class);
    }

    @Test
    void aResponseOverTheLimitLeavesTheOutcomeUnknown() throws InterruptedException {
        // Given
        server.respondWith(200, "x".repeat((1 << 20) + 1));

        // When
        var exchange = http.post(request(), "body", Permit.until(Deadline.in(LONG)));

        // Then
        assertThat(exchange).isInstanceOf(HttpResult.Lost.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aListHasALargerLimit() throws InterruptedException {
        // Given
        server.respondWith(200, "x".repeat(16 << 20));
        var atLimit = http.get(request(), Deadline.in(LONG));
        server.respondWith(200, "x".repeat((16 << 20) + 1));

        // When
        var overLimit = http.get(request(), Deadline.in(LONG));

        // Then
        assertThat(atLimit).isInstanceOf(HttpResult.Answered.class);
        assertThat(overLimit).isInstanceOf(HttpResult.NotSent.class);
    }

    @Test
    void nothingIsSentAfterTheDeadline() throws InterruptedException {
        // When
        var exchange = http.post(request(), "body", Permit.until(Deadline.in(Duration.ZERO)));

        // Then
        assertThat(exchange).isInstanceOf(HttpResult.NotSent.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void permitIsCheckedByTheSendersThreadOnceTheServerIsConnected() throws InterruptedException {
        // Given
        var checkedBy = new AtomicReference<Thread>();
        var permit =
                new Permit(
                        Deadline.in(LONG),
                        () -> {
                            checkedBy.set(Thread.currentThread());
                            await().atMost(LONG).until(server::isContacted);
                            return server.requests().isEmpty();
                        });

        // When
        var exchange = http.post(request(), "body", permit);

        // Then
        assertThat(exchange).isInstanceOf(HttpResult.Answered.class);
        assertThat(checkedBy).hasValue(Thread.currentThread());
    }

    @Test
    void nothingIsSentWithoutThePermit() throws InterruptedException {
        // When
        var refused = http.post(request(), "body", new Permit(Deadline.in(LONG), () -> false));
        var unknown =
                http.post(
                        request(),
                        "body",
                        new Permit(
                                Deadline.in(LONG),
                                () -> {
                                    throw new IllegalStateException("the session is gone");
                                }));

        // Then
        assertThat(refused).isInstanceOf(HttpResult.NotSent.class);
        assertThat(unknown).isInstanceOf(HttpResult.NotSent.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void nothingIsSentWhenTheDeadlinePassesDuringThePermitsCheck() throws InterruptedException {
        // Given
        var deadline = Deadline.in(SHORT);
        var permit =
                new Permit(
                        deadline,
                        () -> {
                            await().until(deadline::hasPassed);
                            return true;
                        });

        // When
        var exchange = http.post(request(), "body", permit);

        // Then
        assertThat(exchange).isInstanceOf(HttpResult.NotSent.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void interruptWhileWaitingLeavesTheOutcomeUnknownAndTheFlagSet() throws InterruptedException {
        // Given
        server.neverRespond();
        var exchange = new AtomicReference<HttpResult>();
        var flag = new AtomicBoolean();
        var sender =
                Thread.startVirtualThread(() -> {
                    exchange.set(posted());
                    flag.set(Thread.currentThread().isInterrupted());
                });
        await().until(() -> server.requests().size() == 1);

        // When
        sender.interrupt();
        sender.join();

        // Then
        assertThat(exchange.get()).isInstanceOf(HttpResult.Lost.class);
        assertThat(flag).isTrue();
    }

    private HttpResult posted() {
        try {
            return http.post(request(), "body", Permit.until(Deadline.in(LONG)));
        } catch (InterruptedException e) {
            throw new AssertionError("the body had been sent", e);
        }
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(server.url());
    }
}

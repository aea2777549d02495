package dev.switchboard.outbound.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    void answerIsHandedOverWhateverItSays() throws InterruptedException {
        // Given
        server.answers(503, "busy");

        // When
        var exchange = http.post(request(), "body", Permit.until(Deadline.in(LONG)));

        // Then
        assertThat(exchange).isEqualTo(new Exchange.Answered(503, "busy"));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void nobodyListeningMeansNothingWasSent() throws InterruptedException {
        // Given
        var request = HttpRequest.newBuilder(Outgoing.nowhere());

        // When
        var exchange = http.post(request, "body", Permit.until(Deadline.in(LONG)));

        // Then
        assertThat(exchange).isInstanceOf(Exchange.NotSent.class);
    }

    @Test
    void noAnswerInTimeLeavesADoubt() throws InterruptedException {
        // Given
        server.keepsSilent();

        // When
        var exchange = http.post(request(), "body", Permit.until(Deadline.in(SHORT)));

        // Then
        assertThat(exchange).isInstanceOf(Exchange.Lost.class);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void anAnswerThatStallsInItsBodyLeavesADoubt() throws InterruptedException {
        // Given
        server.stallsInTheMidstOfAnswers();

        // When
        var exchange = http.post(request(), "body", Permit.until(Deadline.in(SHORT)));
        var list = http.get(request(), Deadline.in(SHORT));

        // Then
        assertThat(exchange).isInstanceOf(Exchange.Lost.class);
        assertThat(list).isInstanceOf(Exchange.NotSent.class);
    }

    @Test
    void anAnswerWithoutMeasureLeavesADoubt() throws InterruptedException {
        // Given
        server.answers(200, "x".repeat((1 << 20) + 1));

        // When
        var exchange = http.post(request(), "body", Permit.until(Deadline.in(LONG)));

        // Then
        assertThat(exchange).isInstanceOf(Exchange.Lost.class);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aListMayBeLongButNotWithoutMeasure() throws InterruptedException {
        // Given
        server.answers(200, "x".repeat(16 << 20));
        var longest = http.get(request(), Deadline.in(LONG));
        server.answers(200, "x".repeat((16 << 20) + 1));

        // When
        var longer = http.get(request(), Deadline.in(LONG));

        // Then
        assertThat(longest).isInstanceOf(Exchange.Answered.class);
        assertThat(longer).isInstanceOf(Exchange.NotSent.class);
    }

    @Test
    void nothingLeavesAfterTheDeadline() throws InterruptedException {
        // When
        var exchange = http.post(request(), "body", Permit.until(Deadline.in(Duration.ZERO)));

        // Then
        assertThat(exchange).isInstanceOf(Exchange.NotSent.class);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void permitIsAskedForByTheSenderItselfOnceTheServerIsConnected() throws InterruptedException {
        // Given
        var asked = new AtomicReference<Thread>();
        var permit =
                new Permit(
                        Deadline.in(LONG),
                        () -> {
                            asked.set(Thread.currentThread());
                            await().atMost(LONG).until(server::isReached);
                            return server.asked().isEmpty();
                        });

        // When
        var exchange = http.post(request(), "body", permit);

        // Then
        assertThat(exchange).isInstanceOf(Exchange.Answered.class);
        assertThat(asked).hasValue(Thread.currentThread());
    }

    @Test
    void nothingLeavesWithoutThePermit() throws InterruptedException {
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
        assertThat(refused).isInstanceOf(Exchange.NotSent.class);
        assertThat(unknown).isInstanceOf(Exchange.NotSent.class);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void nothingLeavesWhenTheDeadlinePassesWhileThePermitIsAskedFor() throws InterruptedException {
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
        assertThat(exchange).isInstanceOf(Exchange.NotSent.class);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void interruptWhileWaitingLeavesADoubtAndTheFlag() throws InterruptedException {
        // Given
        server.keepsSilent();
        var exchange = new AtomicReference<Exchange>();
        var flag = new AtomicBoolean();
        var sender =
                Thread.startVirtualThread(() -> {
                    exchange.set(posted());
                    flag.set(Thread.currentThread().isInterrupted());
                });
        await().until(() -> server.asked().size() == 1);

        // When
        sender.interrupt();
        sender.join();

        // Then
        assertThat(exchange.get()).isInstanceOf(Exchange.Lost.class);
        assertThat(flag).isTrue();
    }

    private Exchange posted() {
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

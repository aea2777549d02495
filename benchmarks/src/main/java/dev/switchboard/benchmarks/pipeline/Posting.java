package dev.switchboard.benchmarks.pipeline;

import dev.switchboard.benchmarks.load.SignedWebhook;
import dev.switchboard.benchmarks.load.WebhookClient;
import dev.switchboard.benchmarks.pipeline.AnsweredConversations.Conversation;
import dev.switchboard.benchmarks.pipeline.SimulatorControl.Send;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Webhooks of one load as they are posted; a refused one fails the measurement. */
final class Posting {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final WebhookClient client;
    private final int port;
    private final int connections;
    private final Semaphore free;
    private final Map<String, Long> postedAt = new ConcurrentHashMap<>();
    private final Map<String, Long> acknowledgedAfter = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private final long begin = System.nanoTime();

    Posting(WebhookClient client, int port, int connections) {
        this.client = client;
        this.port = port;
        this.connections = connections;
        this.free = new Semaphore(connections);
    }

    /** Posts when a connection is free; returns without waiting for the answer. */
    void post(SignedWebhook webhook) throws InterruptedException {
        acquire(1);
        var at = System.nanoTime();
        postedAt.put(webhook.customer(), at);
        var _ =
                client.post(port, "/whatsapp", webhook)
                        .onComplete(
                                status -> answered(webhook, status, System.nanoTime() - at),
                                cause -> failed("a webhook could not be posted: " + cause));
    }

    private void answered(SignedWebhook webhook, int status, long after) {
        if (status == 200) {
            acknowledgedAfter.put(webhook.customer(), after);
            free.release();
        } else {
            failed("a webhook was answered " + status + " after " + after / 1_000_000 + " ms");
        }
    }

    private void failed(String why) {
        failure.compareAndSet(null, why);
        free.release();
    }

    /** Returns once every webhook is acknowledged. */
    void awaitAcknowledgements() throws InterruptedException {
        acquire(connections);
        free.release(connections);
        check();
    }

    int count() {
        return postedAt.size();
    }

    void check() {
        var why = failure.get();
        if (why != null) {
            throw new MeasurementException(why);
        }
    }

    /** Number of customers among the recipients; a customer counts once. */
    long answeredIn(List<Send> sends) {
        return sends.stream().map(Send::customer).distinct().filter(postedAt::containsKey).count();
    }

    /** Conversations once all are answered; of several sends to a customer the first counts. */
    AnsweredConversations with(List<Send> sends, long modelCalls) {
        var first = new ConcurrentHashMap<String, Long>();
        sends.forEach(send -> first.merge(send.customer(), send.receivedAt(), Math::min));
        var conversations =
                postedAt.entrySet().stream()
                        .map(posted ->
                                new Conversation(
                                        posted.getValue(),
                                        acknowledgedAfter.getOrDefault(posted.getKey(), 0L),
                                        first.getOrDefault(posted.getKey(), 0L)))
                        .toList();
        return new AnsweredConversations(conversations, sends.size(), modelCalls, begin);
    }

    private void acquire(int connectionsNeeded) throws InterruptedException {
        check();
        if (!free.tryAcquire(connectionsNeeded, TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new MeasurementException(
                    "webhooks were not answered within " + TIMEOUT.toSeconds() + " s");
        }
    }
}

package dev.switchboard.simulator.webhook;

import dev.switchboard.simulator.record.BoundedLog;
import dev.switchboard.simulator.record.NanoClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.function.IntConsumer;

/** Posts webhooks, retries them as the provider would, and records every attempt. */
public final class WebhookSender {
    /** Twilio gives a webhook 15 s in all; Meta's own limit is not published. */
    private static final long TIMEOUT_MILLIS = 15_000;

    private static final int MAX_CONNECTIONS = 512;
    private static final int MAX_ATTEMPTS_KEPT = 200_000;

    private final Vertx vertx;
    private final NanoClock clock;
    private final HttpClient client;
    private final BoundedLog<Attempt> attempts =
            new BoundedLog<>(MAX_ATTEMPTS_KEPT, Long.MAX_VALUE);
    private long generation;

    public WebhookSender(Vertx vertx, NanoClock clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions().setConnectTimeout(5_000).setKeepAliveTimeout(5),
                        new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
    }

    /**
     * Sends the webhook and retries it by the rule.
     *
     * @param delivered called once when an attempt is answered 2xx, with that status
     * @return the status of the first attempt, 0 when it was not answered
     */
    public Future<Integer> send(Webhook webhook, RetryRule rule, IntConsumer delivered) {
        return attempt(webhook, rule, delivered, 1);
    }

    public JsonArray attempts(long after, int limit) {
        return attempts.after(after, limit);
    }

    /** The number of the newest attempt. */
    public long last() {
        return attempts.last();
    }

    /** Clears the record and drops pending retries. */
    public void clear() {
        generation++;
        attempts.clear();
    }

    private Future<Integer> attempt(
            Webhook webhook, RetryRule rule, IntConsumer delivered, int number) {
        var attempt = attempts.add(new Attempt(webhook, number, clock.instant()));
        var ended = Promise.<Integer>promise();
        post(webhook)
                .onComplete(
                        status -> {
                            attempt.answered(clock.instant(), status);
                            ended.complete(status);
                        },
                        failure -> {
                            attempt.failed(clock.instant(), String.valueOf(failure.getMessage()));
                            ended.complete(0);
                        });
        return ended.future()
                .onSuccess(status -> {
                    if (status / 100 == 2) {
                        delivered.accept(status);
                    } else {
                        retry(webhook, rule, delivered, number, status);
                    }
                });
    }

    private void retry(
            Webhook webhook, RetryRule rule, IntConsumer delivered, int number, int status) {
        var now = generation;
        rule.delayAfter(number, status)
                .ifPresent(wait ->
                        later(
                                wait,
                                () -> {
                                    if (now == generation) {
                                        attempt(webhook, rule, delivered, number + 1);
                                    }
                                }));
    }

    private void later(Duration wait, Runnable work) {
        vertx.setTimer(Math.max(1, wait.toMillis()), _ -> work.run());
    }

    private Future<Integer> post(Webhook webhook) {
        var options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(webhook.url().toString())
                        .setTimeout(TIMEOUT_MILLIS);
        webhook.headers().forEach(options::putHeader);
        return client.request(options)
                .compose((HttpClientRequest request) -> request.send(webhook.body()))
                .compose(WebhookSender::status);
    }

    private static Future<Integer> status(HttpClientResponse response) {
        return response.end().map(response.statusCode());
    }
}

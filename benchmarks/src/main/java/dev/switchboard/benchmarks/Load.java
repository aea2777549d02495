package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.load.SignedWebhook;
import dev.switchboard.benchmarks.load.WebhookClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** Closed-loop load with a fixed number of requests in flight. */
final class Load {
    private static final int IN_FLIGHT = 64;
    private static final String PATH = "/whatsapp";

    private final WebhookClient client;
    private final List<SignedWebhook> webhooks;
    private final AtomicLong next = new AtomicLong();

    Load(WebhookClient client, List<SignedWebhook> webhooks) {
        this.client = client;
        this.webhooks = List.copyOf(webhooks);
    }

    /**
     * @return accepted webhooks a second; a refused one fails the bench
     */
    double perSecond(int port, Duration time) throws ExecutionException, InterruptedException {
        var begin = System.nanoTime();
        var deadline = begin + time.toNanos();
        var accepted = new AtomicLong();
        var chains = new ArrayList<Future<Void>>();
        for (var i = 0; i < IN_FLIGHT; i++) {
            var done = Promise.<Void>promise();
            oneAfterAnother(port, deadline, accepted, done);
            chains.add(done.future());
        }
        Future.all(chains).toCompletionStage().toCompletableFuture().get();
        return accepted.get() * 1e9 / (System.nanoTime() - begin);
    }

    private void oneAfterAnother(int port, long deadline, AtomicLong accepted, Promise<Void> done) {
        if (System.nanoTime() > deadline) {
            done.complete();
            return;
        }
        var webhook = webhooks.get((int) (next.getAndIncrement() % webhooks.size()));
        client.post(port, PATH, webhook)
                .onFailure(done::tryFail)
                .onSuccess(status -> {
                    if (status == 200) {
                        accepted.incrementAndGet();
                        oneAfterAnother(port, deadline, accepted, done);
                    } else {
                        done.tryFail("a webhook was answered " + status);
                    }
                });
    }
}

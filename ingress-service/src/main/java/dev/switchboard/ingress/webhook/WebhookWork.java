package dev.switchboard.ingress.webhook;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs the verifying and reading of a webhook: a usual one's at once, a large one's on a thread of
 * its own, so that no body holds the event loop for longer than {@value #MAX_ON_EVENT_LOOP} bytes
 * take.
 */
@ApplicationScoped
public class WebhookWork {
    /**
     * Usual webhooks have 1 to 4 KB. A form of this size costs some 2 ms when no signature matches
     * and all that are possible are computed.
     */
    static final int MAX_ON_EVENT_LOOP = 32 * 1024;

    private final ByteBudget waiting;
    private final WorkerExecutor large;

    WebhookWork(WebhookSettings settings, Vertx vertx) {
        waiting = new ByteBudget(settings.bytesBeingRead());
        large = vertx.createSharedWorkerExecutor("large-webhooks", 1);
    }

    @PreDestroy
    void stop() {
        large.close();
    }

    /**
     * Succeeds, on the caller's event loop, with what the work returns; fails with a {@link
     * BodyRefusedException} when too many large bodies wait already.
     */
    <T> Future<T> on(int bodyBytes, Supplier<T> work) {
        if (bodyBytes <= MAX_ON_EVENT_LOOP) {
            return Future.succeededFuture(work.get());
        }
        if (!waiting.take(bodyBytes)) {
            return Future.failedFuture(BodyRefusedException.tooMuchAtOnce());
        }
        return large.executeBlocking(() -> Optional.of(work.get()), true)
                .map(done -> requireNonNull(done).orElseThrow())
                .onComplete(_ -> waiting.giveBack(bodyBytes));
    }
}

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
 * Executor of verifying and parsing webhooks: on the event loop for usual ones, on a worker thread
 * for those of more than {@value #MAX_EVENT_LOOP_BYTES} bytes, which would block it.
 */
@ApplicationScoped
public class WebhookExecutor {
    /**
     * Usual webhooks have 1 to 4 KB. A form of this size takes about 2 ms when no signature matches
     * and all possible ones are computed.
     */
    static final int MAX_EVENT_LOOP_BYTES = 32 * 1024;

    private final ByteBudget budget;
    private final WorkerExecutor worker;

    WebhookExecutor(WebhookSettings settings, Vertx vertx) {
        budget = new ByteBudget(settings.maxBodyBytesInFlight());
        worker = vertx.createSharedWorkerExecutor("large-webhooks", 1);
    }

    @PreDestroy
    void stop() {
        worker.close();
    }

    /**
     * Succeeds, on the caller's event loop, with the work's result; fails with a {@link
     * BodyRefusedException} when too many large bodies wait already.
     */
    <T> Future<T> execute(int bodyBytes, Supplier<T> work) {
        if (bodyBytes <= MAX_EVENT_LOOP_BYTES) {
            return Future.succeededFuture(work.get());
        }
        if (!budget.tryReserve(bodyBytes)) {
            return Future.failedFuture(BodyRefusedException.overloaded());
        }
        return worker.executeBlocking(() -> Optional.of(work.get()), true)
                .map(done -> requireNonNull(done).orElseThrow())
                .onComplete(_ -> budget.release(bodyBytes));
    }
}

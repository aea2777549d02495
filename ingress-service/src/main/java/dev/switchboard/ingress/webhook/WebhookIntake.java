package dev.switchboard.ingress.webhook;

import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.channels.webhook.WebhookResult;
import dev.switchboard.chassis.resilience.LoggableFailure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Takes webhooks in: reads the body, has it parsed, and publishes what is ours. */
@ApplicationScoped
public class WebhookIntake {
    private static final Logger LOG = Logger.getLogger(WebhookIntake.class);

    private final WebhookBodies bodies;
    private final WebhookExecutor executor;
    private final OwnNumbers ownNumbers;
    private final WebhookPublisher publisher;

    WebhookIntake(
            WebhookBodies bodies,
            WebhookExecutor executor,
            OwnNumbers ownNumbers,
            WebhookPublisher publisher) {
        this.bodies = bodies;
        this.executor = executor;
        this.ownNumbers = ownNumbers;
        this.publisher = publisher;
    }

    /**
     * Succeeds once Kafka has the webhook, or when it is rejected; never fails. Must be called on
     * the request's event loop.
     */
    Future<WebhookResult> take(
            HttpServerRequest request, int maxBodyBytes, Function<Buffer, WebhookResult> parser) {
        return bodies.read(request, maxBodyBytes)
                .compose(body ->
                        executor.execute(body.length(), () -> parser.apply(body))
                                .compose(result -> publishAccepted(result, body.length())))
                .otherwise(WebhookIntake::notRead);
    }

    private Future<WebhookResult> publishAccepted(WebhookResult result, int bodyBytes) {
        return switch (result) {
            case WebhookResult.Rejected _ -> Future.succeededFuture(result);
            case WebhookResult.Accepted accepted ->
                    Future.succeededFuture(accepted)
                            .map(ownNumbers::onlyOurs)
                            .compose(ours -> publish(ours, bodyBytes))
                            .otherwise(failure -> failed(failure, true));
        };
    }

    private Future<WebhookResult> publish(WebhookResult.Accepted ours, int bodyBytes) {
        return publisher
                .publish(ours, bodyBytes)
                .<WebhookResult>map(_ -> ours)
                .otherwise(WebhookIntake::notPublished);
    }

    private static WebhookResult notPublished(Throwable failure) {
        var cause = String.valueOf(failure.getMessage());
        LOG.warnf("Webhook not published cause=%s", cause);
        return WebhookResult.Rejected.verified(
                WebhookOutcome.NOT_PUBLISHED, "not stored, please send it again", cause);
    }

    private static WebhookResult notRead(Throwable failure) {
        return failure instanceof BodyRefusedException refused
                ? new WebhookResult.Rejected(refused.outcome(), refused.reason())
                : failed(failure, false);
    }

    private static WebhookResult failed(Throwable failure, boolean verified) {
        LOG.error("Webhook failed", LoggableFailure.of(failure));
        var reason = "the webhook could not be handled";
        return new WebhookResult.Rejected(WebhookOutcome.FAILED, reason, reason, verified);
    }
}

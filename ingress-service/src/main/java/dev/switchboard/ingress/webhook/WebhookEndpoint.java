package dev.switchboard.ingress.webhook;

import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.channels.webhook.WebhookReader;
import dev.switchboard.channels.webhook.WebhookRequest;
import dev.switchboard.channels.webhook.WebhookResponse;
import dev.switchboard.channels.webhook.WebhookResult;
import dev.switchboard.channels.webhook.WebhookRoute;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Answers the webhooks of a route, each once it is published; counts, times and logs them. */
final class WebhookEndpoint implements Handler<RoutingContext> {
    private static final Logger LOG = Logger.getLogger(WebhookEndpoint.class);

    /** Maximum number of items named in an entry of the webhook log. */
    private static final int MAX_LISTED = 20;

    private final WebhookRoute route;
    private final WebhookReader reader;
    private final WebhookIntake intake;
    private final WebhookMetrics metrics;
    private final WebhookLog log;
    private final InstantSource clock;

    WebhookEndpoint(
            WebhookRoute route,
            WebhookReader reader,
            WebhookIntake intake,
            WebhookMetrics metrics,
            WebhookLog log,
            InstantSource clock) {
        this.route = route;
        this.reader = reader;
        this.intake = intake;
        this.metrics = metrics;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext http) {
        var call = new Call(http, clock.instant());
        if (reader.missingSetting().isPresent()) {
            call.reject(WebhookOutcome.CHANNEL_OFF, "this channel is not set up");
        } else if (!http.request().method().equals(HttpMethod.POST)) {
            handleOther(call);
        } else if (!route.mediaTypes().contains(WebhookRequest.mediaType(call.request.headers()))) {
            call.reject(
                    WebhookOutcome.WRONG_TYPE,
                    "Content-Type is not " + String.join(" or ", route.mediaTypes()));
        } else {
            intake.take(http.request(), reader.maxBodyBytes(), call::parse).onSuccess(call::answer);
        }
    }

    private void handleOther(Call call) {
        var response = reader.answerGet(call.request);
        if (response.isPresent() && call.request.method().equals("GET")) {
            call.answer(response.get(), false, "");
            return;
        }
        var allowed = response.isPresent() ? "GET, POST" : "POST";
        call.http.response().putHeader("Allow", allowed);
        call.reject(WebhookOutcome.WRONG_METHOD, "allowed here: " + allowed);
    }

    /** One webhook from its head to its response. */
    private final class Call {
        private final RoutingContext http;
        private final long startedAt = System.nanoTime();
        private WebhookRequest request;

        private Call(RoutingContext http, Instant receivedAt) {
            this.http = http;
            this.request = WebhookRequest.of(route, http.request(), receivedAt);
        }

        private WebhookResult parse(Buffer body) {
            request = request.withBody(body);
            return reader.verifyAndParse(request);
        }

        private void reject(WebhookOutcome outcome, String reason) {
            answer(new WebhookResult.Rejected(outcome, reason));
        }

        private void answer(WebhookResult result) {
            switch (result) {
                case WebhookResult.Accepted accepted ->
                        answer(route.acknowledgement(), true, note(accepted));
                case WebhookResult.Rejected rejected ->
                        answer(
                                WebhookResponse.refused(rejected.outcome(), rejected.reason()),
                                rejected.isVerified(),
                                rejected.note());
            }
        }

        private void answer(WebhookResponse response, boolean verified, String note) {
            response.send(http.response());
            var took = Duration.ofNanos(System.nanoTime() - startedAt);
            metrics.answered(response.outcome(), took);
            log.add(request, verified, response.outcome(), note, took);
        }
    }

    private String note(WebhookResult.Accepted accepted) {
        metrics.items(accepted.ignored().size(), accepted.malformed().size());
        if (!accepted.malformed().isEmpty()) {
            LOG.warnf(
                    "Webhook items malformed route=%s items=%d first=%s",
                    route.label(), accepted.malformed().size(), accepted.malformed().getFirst());
        }
        return Stream.of(
                        itemList("malformed", accepted.malformed()),
                        itemList("ignored", accepted.ignored()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    private static Optional<String> itemList(String label, List<String> items) {
        if (items.isEmpty()) {
            return Optional.empty();
        }
        var shown = items.stream().limit(MAX_LISTED).collect(Collectors.joining("; "));
        var more = items.size() - MAX_LISTED;
        return Optional.of(label + ": " + shown + (more > 0 ? "; and " + more + " more" : ""));
    }
}

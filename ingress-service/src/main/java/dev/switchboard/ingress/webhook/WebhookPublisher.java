package dev.switchboard.ingress.webhook;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.ingress.identity.CustomerIdentities;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.topic.Topics;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Writes what a webhook says to the topics, every message and status as a record of its own. */
@ApplicationScoped
public class WebhookPublisher {
    /** Room for what a record holds beside the provider's words, which it holds parsed and raw. */
    private static final int BESIDES = 2048;

    private final EventPublisher events;
    private final CustomerIdentities identities;
    private final OptOutWords optOuts;
    private final RecentMessages recent;
    private final Vertx vertx;
    private final Tracer tracer;
    private final long patienceMillis;
    private final ByteBudget inFlight;

    WebhookPublisher(
            EventPublisher events,
            CustomerIdentities identities,
            OptOutWords optOuts,
            RecentMessages recent,
            Vertx vertx,
            Tracer tracer,
            WebhookSettings settings) {
        this.events = events;
        this.identities = identities;
        this.optOuts = optOuts;
        this.recent = recent;
        this.vertx = vertx;
        this.tracer = tracer;
        this.patienceMillis = settings.publishTimeout().toMillis();
        this.inFlight = new ByteBudget(settings.bytesInFlight());
    }

    /**
     * Succeeds, on the caller's event loop, when Kafka has acknowledged all of it; fails when it
     * has not in time or when too much is waiting already. Records of one webhook are sent in its
     * order. After a failure some of them may still arrive; the provider's repeat has the same ids.
     */
    public Future<Void> publish(Reading.Accepted webhook, int bodyBytes) {
        if (webhook.isEmpty()) {
            return Future.succeededFuture();
        }
        var room = 2L * bodyBytes + BESIDES;
        if (!inFlight.take(room)) {
            return Future.failedFuture(new NotPublishedException("too much waits for Kafka"));
        }
        var span = tracer.spanBuilder("webhook").setSpanKind(SpanKind.SERVER).startSpan();
        return inTime(identified(webhook).compose(who -> send(webhook, who, span)))
                .onComplete(_ -> {
                    span.end();
                    inFlight.giveBack(room);
                });
    }

    /** What has changed about customers is known before what they write under it. */
    private Future<List<CustomerAddress>> identified(Reading.Accepted webhook) {
        var changed = Future.<Void>succeededFuture();
        for (var change : webhook.identityChanges()) {
            changed = changed.compose(_ -> identities.changed(change));
        }
        return changed.compose(_ -> customersOf(webhook.messages()));
    }

    private Future<List<CustomerAddress>> customersOf(List<CustomerMessage> messages) {
        if (messages.size() == 1) {
            return customerOf(messages.getFirst()).map(List::of);
        }
        var lookups = messages.stream().map(this::customerOf).toList();
        return Future.all(lookups).map(found -> found.list());
    }

    private Future<CustomerAddress> customerOf(CustomerMessage message) {
        return identities.addressOf(message.channel(), message.business(), message.sender());
    }

    /** The webhook's span is the root of the trace that its records carry on. */
    private Future<Void> send(
            Reading.Accepted webhook, List<CustomerAddress> customers, Span span) {
        List<Supplier<CompletionStage<Void>>> sends = new ArrayList<>();
        for (var i = 0; i < customers.size(); i++) {
            var message = webhook.messages().get(i).from(customers.get(i), optOuts);
            sends.add(() -> send(message));
        }
        webhook.statuses().forEach(status -> sends.add(() -> send(status)));
        try (var _ = span.makeCurrent()) {
            return acknowledged(begun(sends));
        }
    }

    /**
     * Begins the sends in their order, up to the first that fails at once: where Kafka is not known
     * each of them holds the event loop for a while.
     */
    static List<CompletionStage<Void>> begun(List<Supplier<CompletionStage<Void>>> sends) {
        List<CompletionStage<Void>> begun = new ArrayList<>(sends.size());
        for (var send : sends) {
            var stage = send.get();
            begun.add(stage);
            if (stage.toCompletableFuture().isCompletedExceptionally()) {
                break;
            }
        }
        return begun;
    }

    private CompletionStage<Void> send(MessageReceived message) {
        return events.publish(Topics.INBOUND, message.conversation().id().toString(), message)
                .thenRun(() -> recent.add(message));
    }

    private CompletionStage<Void> send(ProviderStatusReceived status) {
        return events.publish(Topics.PROVIDER_STATUSES, status.providerMessageId(), status);
    }

    private Future<Void> acknowledged(List<CompletionStage<Void>> sends) {
        var context = vertx.getOrCreateContext();
        if (sends.size() == 1) {
            return Future.fromCompletionStage(sends.getFirst(), context);
        }
        var all =
                CompletableFuture.allOf(
                        sends.stream()
                                .map(CompletionStage::toCompletableFuture)
                                .toArray(CompletableFuture[]::new));
        return Future.fromCompletionStage(all, context);
    }

    private Future<Void> inTime(Future<Void> acknowledged) {
        if (acknowledged.isComplete()) {
            return acknowledged;
        }
        Promise<Void> outcome = Promise.promise();
        var timer =
                vertx.setTimer(
                        patienceMillis,
                        _ ->
                                outcome.tryFail(
                                        new NotPublishedException(
                                                "Kafka did not acknowledge in time")));
        acknowledged.onComplete(result -> {
            vertx.cancelTimer(timer);
            if (result.succeeded()) {
                outcome.tryComplete();
            } else {
                outcome.tryFail(result.cause());
            }
        });
        return outcome.future();
    }
}

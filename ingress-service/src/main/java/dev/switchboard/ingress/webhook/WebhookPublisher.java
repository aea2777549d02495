package dev.switchboard.ingress.webhook;

import dev.switchboard.channels.webhook.ParsedMessage;
import dev.switchboard.channels.webhook.WebhookResult;
import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.ingress.identity.CustomerIdentities;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Writes a webhook's messages and statuses to the topics, each as a record of its own. */
@ApplicationScoped
public class WebhookPublisher {
    /** Size of a record beside the provider's payload, which it contains parsed and raw. */
    private static final int RECORD_OVERHEAD_BYTES = 2048;

    private final EventPublisher events;
    private final CustomerIdentities identities;
    private final OptOutWords optOutWords;
    private final PublishedMessageCache publishedCache;
    private final Vertx vertx;
    private final Tracer tracer;
    private final long timeoutMillis;
    private final ByteBudget inFlight;

    WebhookPublisher(
            EventPublisher events,
            CustomerIdentities identities,
            OptOutWords optOutWords,
            PublishedMessageCache publishedCache,
            Vertx vertx,
            Tracer tracer,
            WebhookSettings settings) {
        this.events = events;
        this.identities = identities;
        this.optOutWords = optOutWords;
        this.publishedCache = publishedCache;
        this.vertx = vertx;
        this.tracer = tracer;
        this.timeoutMillis = settings.publishTimeout().toMillis();
        this.inFlight = new ByteBudget(settings.maxPublishBytesInFlight());
    }

    /**
     * Succeeds, on the caller's event loop, when Kafka has acknowledged all records; fails on a
     * timeout or when too much is in flight already. Records of one webhook are sent in its order.
     * After a failure some of them may still arrive; the provider's retry has the same ids.
     */
    public Future<Void> publish(WebhookResult.Accepted webhook, int bodyBytes) {
        if (webhook.isEmpty()) {
            return Future.succeededFuture();
        }
        var bytes = 2L * bodyBytes + RECORD_OVERHEAD_BYTES;
        if (!inFlight.tryReserve(bytes)) {
            return Future.failedFuture(new NotPublishedException("too much waits for Kafka"));
        }
        var span = tracer.spanBuilder("webhook").setSpanKind(SpanKind.SERVER).startSpan();
        return withTimeout(
                        resolveCustomers(webhook)
                                .compose(customers -> send(webhook, customers, span)))
                .onComplete(_ -> {
                    span.end();
                    inFlight.release(bytes);
                });
    }

    /** Applies identity changes before the messages are resolved. */
    private Future<List<CustomerAddress>> resolveCustomers(WebhookResult.Accepted webhook) {
        var applied = Future.<Void>succeededFuture();
        for (var change : webhook.identityChanges()) {
            applied = applied.compose(_ -> identities.apply(change));
        }
        return applied.compose(_ -> customersOf(webhook.messages()));
    }

    private Future<List<CustomerAddress>> customersOf(List<ParsedMessage> messages) {
        if (messages.size() == 1) {
            return customerOf(messages.getFirst()).map(List::of);
        }
        var lookups = messages.stream().map(this::customerOf).toList();
        return Future.all(lookups).map(found -> found.list());
    }

    private Future<CustomerAddress> customerOf(ParsedMessage message) {
        return identities.addressOf(message.channel(), message.business(), message.sender());
    }

    /** Makes the webhook's span the root of the trace that its records continue. */
    private Future<Void> send(
            WebhookResult.Accepted webhook, List<CustomerAddress> customers, Span span) {
        List<Supplier<CompletionStage<Void>>> sends = new ArrayList<>();
        for (var i = 0; i < customers.size(); i++) {
            var message = event(webhook.messages().get(i), customers.get(i));
            sends.add(() -> send(message));
        }
        webhook.statuses().forEach(status -> sends.add(() -> send(status)));
        try (var _ = span.makeCurrent()) {
            return allAcknowledged(startInOrder(sends));
        }
    }

    private MessageReceived event(ParsedMessage message, CustomerAddress customer) {
        var conversation =
                new ConversationKey(
                        message.channel(),
                        message.business(),
                        customer,
                        Optional.of(message.sender().address()));
        return new MessageReceived(
                message.id(),
                conversation,
                message.providerMessageId(),
                message.content(),
                message.customerName(),
                message.quotes(),
                message.providerTime(),
                message.receivedAt(),
                message.raw(),
                message.byBusiness(),
                message.context(),
                message.byBusiness()
                        ? Optional.empty()
                        : message.optOut().or(() -> optOutWords.in(message.content())));
    }

    /**
     * Starts the sends in order, up to the first that fails at once: without Kafka's metadata each
     * of them blocks the event loop for a while.
     */
    static List<CompletionStage<Void>> startInOrder(List<Supplier<CompletionStage<Void>>> sends) {
        List<CompletionStage<Void>> started = new ArrayList<>(sends.size());
        for (var send : sends) {
            var stage = send.get();
            started.add(stage);
            if (stage.toCompletableFuture().isCompletedExceptionally()) {
                break;
            }
        }
        return started;
    }

    private CompletionStage<Void> send(MessageReceived message) {
        return events.publish(Topics.INBOUND, message.conversation().id().toString(), message)
                .thenRun(() -> publishedCache.add(message));
    }

    private CompletionStage<Void> send(ProviderStatusReceived status) {
        return events.publish(Topics.PROVIDER_STATUSES, status.providerMessageId(), status);
    }

    private Future<Void> allAcknowledged(List<CompletionStage<Void>> sends) {
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

    private Future<Void> withTimeout(Future<Void> published) {
        if (published.isComplete()) {
            return published;
        }
        Promise<Void> outcome = Promise.promise();
        var timer =
                vertx.setTimer(
                        timeoutMillis,
                        _ ->
                                outcome.tryFail(
                                        new NotPublishedException(
                                                "Kafka did not acknowledge in time")));
        published.onComplete(result -> {
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

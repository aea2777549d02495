package dev.switchboard.ingress.identity;

import dev.switchboard.channels.webhook.IdentityChange;
import dev.switchboard.channels.webhook.Sender;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.ingress.identity.AliasSync.Sighting;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a sender to the address of its conversation: the address that was seen first.
 *
 * <p>A message with a number is resolved in memory: to its number, unless this instance knows that
 * the customer first wrote without one or had another. Only a message without a number needs a
 * short look-up in Redis; when that fails the webhook is not accepted, because the AI could answer
 * in a second conversation while an operator owns the first. The reasons and the cost are in {@code
 * docs/decisions/0005-identity-without-a-lookup.md} and {@code
 * 0023-who-cannot-be-told-is-not-taken.md}.
 */
@ApplicationScoped
public class CustomerIdentities {
    private final KnownAliases aliases;
    private final AliasStore store;
    private final AliasSync sync;
    private final InstantSource clock;
    private final Vertx vertx;

    CustomerIdentities(
            KnownAliases aliases,
            AliasStore store,
            AliasSync sync,
            InstantSource clock,
            Vertx vertx) {
        this.aliases = aliases;
        this.store = store;
        this.sync = sync;
        this.clock = clock;
        this.vertx = vertx;
    }

    /**
     * Never blocks; fails only for a customer without a number who is unknown to this instance,
     * while Redis is down.
     */
    public Future<CustomerAddress> addressOf(
            Channel channel, BusinessNumber business, Sender sender) {
        var userId = sender.userId().map(id -> Alias.of(channel, business, id));
        if (sender.phone().isEmpty()) {
            return byUserId(userId.orElseThrow());
        }
        var phone = Alias.of(channel, business, sender.phone().get());
        userId.ifPresent(id -> sync.report(new Sighting(id, Optional.of(phone.name()))));
        return Future.succeededFuture(
                userId.flatMap(aliases::olderAddress)
                        .or(() -> aliases.olderAddress(phone))
                        .orElseGet(phone::toAddress));
    }

    private Future<CustomerAddress> byUserId(Alias userId) {
        var address = aliases.addressOfUserId(userId);
        if (address.isPresent()) {
            return Future.succeededFuture(address.get());
        }
        return toFuture(store.find(userId))
                .map(found -> found.orElseGet(userId::toAddress))
                .onSuccess(found -> {
                    aliases.learn(userId, found);
                    sync.report(new Sighting(userId, Optional.empty()));
                });
    }

    /**
     * Resolves the customer's new number and user id to the existing conversation from now on.
     * Succeeds when that is stored; fails while Redis is down.
     */
    public Future<Void> apply(IdentityChange change) {
        return previousAddress(change).compose(address -> redirect(change, address));
    }

    private Future<CustomerAddress> previousAddress(IdentityChange change) {
        var previous = change.previous();
        var oldest = previous.phone().or(previous::userId).orElseThrow();
        return find(change, previous.userId().orElse(null))
                .compose(byId ->
                        byId.isPresent()
                                ? Future.succeededFuture(byId)
                                : find(change, previous.phone().orElse(null)))
                .map(found -> found.orElseGet(() -> CustomerAddress.of(oldest)));
    }

    private Future<Optional<CustomerAddress>> find(IdentityChange change, @Nullable String name) {
        return name == null
                ? Future.succeededFuture(Optional.empty())
                : toFuture(store.find(alias(change, name)));
    }

    private Future<Void> redirect(IdentityChange change, CustomerAddress address) {
        var stored = Future.<Void>succeededFuture();
        for (var name : change.current().names()) {
            var alias = alias(change, name);
            stored =
                    stored.compose(_ -> toFuture(store.redirect(alias, address, clock.instant())))
                            .onSuccess(_ -> aliases.learn(alias, address));
        }
        return stored;
    }

    private static Alias alias(IdentityChange change, String name) {
        return Alias.of(change.channel(), change.business(), name);
    }

    private <T> Future<T> toFuture(Uni<T> lookup) {
        return Future.fromCompletionStage(
                        lookup.subscribeAsCompletionStage(), vertx.getOrCreateContext())
                .recover(failure -> Future.failedFuture(new NotIdentifiedException(failure)));
    }
}

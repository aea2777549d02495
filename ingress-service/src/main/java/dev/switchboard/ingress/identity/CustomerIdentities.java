package dev.switchboard.ingress.identity;

import dev.switchboard.ingress.identity.AliasKeeper.Sighting;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.CustomerAddress;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Decides which of a sender's addresses the conversation is kept under: the one that was seen
 * first.
 *
 * <p>A message with a number is decided in memory: by its number, unless this instance knows that
 * the customer first wrote without one or has had another. Only a message without a number asks
 * Redis, briefly; when Redis does not answer the webhook is not taken, because a second
 * conversation would be beside a person who has the line of the first. Why, and what it costs, is
 * in {@code docs/decisions/0005-identity-without-a-lookup.md} and {@code
 * 0023-who-cannot-be-told-is-not-taken.md}.
 */
@ApplicationScoped
public class CustomerIdentities {
    private final KnownAliases known;
    private final AliasStore store;
    private final AliasKeeper keeper;
    private final InstantSource clock;
    private final Vertx vertx;

    CustomerIdentities(
            KnownAliases known,
            AliasStore store,
            AliasKeeper keeper,
            InstantSource clock,
            Vertx vertx) {
        this.known = known;
        this.store = store;
        this.keeper = keeper;
        this.clock = clock;
        this.vertx = vertx;
    }

    /**
     * Never holds up the event loop; fails only for a customer without a number who is not known
     * here, while Redis does not answer.
     */
    public Future<CustomerAddress> addressOf(
            Channel channel, BusinessNumber business, Sender sender) {
        var userId = sender.userId().map(id -> Alias.of(channel, business, id));
        return sender.phone()
                .map(phone -> byPhone(Alias.of(channel, business, phone), userId))
                .map(Future::succeededFuture)
                .orElseGet(() -> byUserId(userId.orElseThrow()));
    }

    private CustomerAddress byPhone(Alias phone, Optional<Alias> userId) {
        userId.ifPresent(id -> keeper.tell(new Sighting(id, Optional.of(phone.name()))));
        return userId.flatMap(known::olderThan)
                .or(() -> known.olderThan(phone))
                .orElseGet(phone::asAddress);
    }

    private Future<CustomerAddress> byUserId(Alias userId) {
        var address = known.addressOfUserId(userId);
        if (address.isPresent()) {
            return Future.succeededFuture(address.get());
        }
        return asked(store.find(userId))
                .map(found -> found.orElseGet(userId::asAddress))
                .onSuccess(found -> {
                    known.learn(userId, found);
                    keeper.tell(new Sighting(userId, Optional.empty()));
                });
    }

    /**
     * From now on the customer's new number and user id lead to the conversation that there is.
     * Succeeds when that is kept; fails while Redis does not answer.
     */
    public Future<Void> changed(IdentityChange change) {
        return formerAddress(change).compose(address -> lead(change, address));
    }

    private Future<CustomerAddress> formerAddress(IdentityChange change) {
        var former = change.former();
        var oldest = former.phone().or(former::userId).orElseThrow();
        return stored(change, former.userId())
                .compose(byId ->
                        byId.isPresent()
                                ? Future.succeededFuture(byId)
                                : stored(change, former.phone()))
                .map(found -> found.orElseGet(() -> CustomerAddress.of(oldest)));
    }

    private Future<Optional<CustomerAddress>> stored(IdentityChange change, Optional<String> name) {
        return name.map(it -> asked(store.find(alias(change, it))))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private Future<Void> lead(IdentityChange change, CustomerAddress address) {
        var kept = Future.<Void>succeededFuture();
        for (var name : change.now().names()) {
            var alias = alias(change, name);
            kept =
                    kept.compose(_ -> asked(store.lead(alias, address, clock.instant())))
                            .onSuccess(_ -> known.learn(alias, address));
        }
        return kept;
    }

    private static Alias alias(IdentityChange change, String name) {
        return Alias.of(change.channel(), change.business(), name);
    }

    private <T> Future<T> asked(Uni<T> question) {
        return Future.fromCompletionStage(
                        question.subscribeAsCompletionStage(), vertx.getOrCreateContext())
                .recover(failure -> Future.failedFuture(new NotIdentifiedException(failure)));
    }
}

package dev.switchboard.ingress.identity;

import dev.switchboard.ingress.identity.AliasKeeper.Sighting;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.CustomerAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Decides which of a sender's addresses the conversation is kept under: the one that was seen
 * first.
 *
 * <p>A message with a number is decided in memory: by its number, unless this instance knows that
 * the customer first wrote without one. Only a message without a number may ask Redis, briefly, and
 * goes by its user id when Redis does not answer. Why, and what it costs, is in {@code
 * docs/decisions/0005-identity-without-a-lookup.md}.
 */
@ApplicationScoped
public class CustomerIdentities {
    private static final Logger LOG = Logger.getLogger(CustomerIdentities.class);

    private final KnownAliases known;
    private final AliasStore store;
    private final AliasKeeper keeper;
    private final Vertx vertx;

    CustomerIdentities(KnownAliases known, AliasStore store, AliasKeeper keeper, Vertx vertx) {
        this.known = known;
        this.store = store;
        this.keeper = keeper;
        this.vertx = vertx;
    }

    /** Never fails and never holds up the event loop. */
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
        return userId.flatMap(known::olderUserId)
                .or(() -> known.olderUserId(phone))
                .orElseGet(phone::asAddress);
    }

    private Future<CustomerAddress> byUserId(Alias userId) {
        var address = known.addressOfUserId(userId);
        if (address.isPresent()) {
            return Future.succeededFuture(address.get());
        }
        var lookup = store.find(userId).subscribeAsCompletionStage();
        return Future.fromCompletionStage(lookup, vertx.getOrCreateContext())
                .map(found -> found.orElseGet(userId::asAddress))
                .onSuccess(found -> known.learn(userId, found))
                .otherwise(failure -> itself(userId, failure))
                .onSuccess(_ -> keeper.tell(new Sighting(userId, Optional.empty())));
    }

    private static CustomerAddress itself(Alias userId, Throwable failure) {
        LOG.warnf("Alias not looked up, the user id stands cause=%s", failure.toString());
        return userId.asAddress();
    }
}

package dev.switchboard.ingress.identity;

import dev.switchboard.common.identity.CustomerAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Aliases that this instance knows, in memory. */
@ApplicationScoped
public class KnownAliases {
    static final int MAX_ALIASES = 100_000;

    /**
     * Customers who wrote without a number first: their user id, and later their number, resolve to
     * the user id. And customers whose number has changed: the new one resolves to the old.
     */
    private final BoundedMap<Alias, CustomerAddress> olderAddresses = new BoundedMap<>(MAX_ALIASES);

    /** User ids of customers whose number was seen first, or with it. */
    private final BoundedMap<Alias, CustomerAddress> phonesByUserId = new BoundedMap<>(MAX_ALIASES);

    /** Older user id or number of this alias, or the alias itself if it is a leading user id. */
    Optional<CustomerAddress> olderAddress(Alias alias) {
        return olderAddresses.get(alias);
    }

    Optional<CustomerAddress> addressOfUserId(Alias userId) {
        return olderAddresses.get(userId).or(() -> phonesByUserId.get(userId));
    }

    /** Resolves the alias to the address from now on. */
    void learn(Alias alias, CustomerAddress address) {
        if (alias.toAddress().equals(address) && address.isPhone()) {
            olderAddresses.remove(alias);
        } else if (address.isPhone() && !alias.toAddress().isPhone()) {
            phonesByUserId.put(alias, address);
            olderAddresses.remove(alias);
        } else {
            olderAddresses.put(alias, address);
            phonesByUserId.remove(alias);
        }
    }
}

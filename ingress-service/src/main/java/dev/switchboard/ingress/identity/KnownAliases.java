package dev.switchboard.ingress.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
    private final Cache<Alias, CustomerAddress> olderAddresses = cache();

    /** User ids of customers whose number was seen first, or with it. */
    private final Cache<Alias, CustomerAddress> phonesByUserId = cache();

    private static Cache<Alias, CustomerAddress> cache() {
        return Caffeine.newBuilder().maximumSize(MAX_ALIASES).build();
    }

    /** Older user id or number of this alias, or the alias itself if it is a leading user id. */
    Optional<CustomerAddress> olderAddress(Alias alias) {
        return Optional.ofNullable(olderAddresses.getIfPresent(alias));
    }

    Optional<CustomerAddress> addressOfUserId(Alias userId) {
        return olderAddress(userId)
                .or(() -> Optional.ofNullable(phonesByUserId.getIfPresent(userId)));
    }

    /** Resolves the alias to the address from now on. */
    void learn(Alias alias, CustomerAddress address) {
        if (alias.toAddress().equals(address) && address.isPhone()) {
            olderAddresses.invalidate(alias);
        } else if (address.isPhone() && !alias.toAddress().isPhone()) {
            phonesByUserId.put(alias, address);
            olderAddresses.invalidate(alias);
        } else {
            olderAddresses.put(alias, address);
            phonesByUserId.invalidate(alias);
        }
    }
}

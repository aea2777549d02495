package dev.switchboard.ingress.identity;

import dev.switchboard.model.identity.CustomerAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What this instance knows of customers' aliases without asking anybody. */
@ApplicationScoped
public class KnownAliases {
    static final int MOST = 100_000;

    /**
     * Customers who wrote without a number first: their user id, and later their number, lead to
     * the user id.
     */
    private final BoundedMap<Alias, CustomerAddress> userIdFirst = new BoundedMap<>(MOST);

    /** User ids of customers whose number came first, or with it. */
    private final BoundedMap<Alias, CustomerAddress> phoneFirst = new BoundedMap<>(MOST);

    /** The user id that is older than this number, or that is this one. */
    Optional<CustomerAddress> olderUserId(Alias alias) {
        return userIdFirst.get(alias);
    }

    Optional<CustomerAddress> addressOfUserId(Alias userId) {
        return userIdFirst.get(userId).or(() -> phoneFirst.get(userId));
    }

    /** The address is what the alias leads to, from now on. */
    void learn(Alias alias, CustomerAddress address) {
        if (address.isPhone()) {
            phoneFirst.put(alias, address);
            userIdFirst.remove(alias);
        } else {
            userIdFirst.put(alias, address);
            phoneFirst.remove(alias);
        }
    }
}

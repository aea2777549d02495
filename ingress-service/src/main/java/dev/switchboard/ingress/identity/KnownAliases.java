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
     * the user id. And customers whose number has changed: the new one leads to the old.
     */
    private final BoundedMap<Alias, CustomerAddress> leadsElsewhere = new BoundedMap<>(MOST);

    /** User ids of customers whose number came first, or with it. */
    private final BoundedMap<Alias, CustomerAddress> phoneFirst = new BoundedMap<>(MOST);

    /** The user id or number that is older than this number, or the user id that is this one. */
    Optional<CustomerAddress> olderThan(Alias alias) {
        return leadsElsewhere.get(alias);
    }

    Optional<CustomerAddress> addressOfUserId(Alias userId) {
        return leadsElsewhere.get(userId).or(() -> phoneFirst.get(userId));
    }

    /** The address is what the alias leads to, from now on. */
    void learn(Alias alias, CustomerAddress address) {
        if (alias.asAddress().equals(address) && address.isPhone()) {
            leadsElsewhere.remove(alias);
        } else if (address.isPhone() && !alias.asAddress().isPhone()) {
            phoneFirst.put(alias, address);
            leadsElsewhere.remove(alias);
        } else {
            leadsElsewhere.put(alias, address);
            phoneFirst.remove(alias);
        }
    }
}

package dev.switchboard.operator.access;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.ApplicationScoped;

/** Who makes the request that is being answered. */
@ApplicationScoped
public class Caller {
    private final CurrentIdentityAssociation identity;

    Caller(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    /** The name that the access token stands for. */
    public String name() {
        return identity.getIdentity().getPrincipal().getName();
    }
}

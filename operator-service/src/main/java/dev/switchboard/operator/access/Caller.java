package dev.switchboard.operator.access;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.ApplicationScoped;

/** Caller of the current request. */
@ApplicationScoped
public class Caller {
    private final CurrentIdentityAssociation identity;

    Caller(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    /** Name that belongs to the access token. */
    public String name() {
        return identity.getIdentity().getPrincipal().getName();
    }
}

package dev.switchboard.aiworker.model;

import java.time.Duration;
import java.util.Optional;

/** Tokens of sessions at a provider that keeps the conversations itself; in one store for all. */
public interface SessionTokens {

    /** The token of a session that has not ended; none where the store is unavailable. */
    Optional<String> find(String session);

    /** Keeps a token for its lifetime, as far as the store is available. */
    void keep(String session, String token, Duration lifetime);

    /** Forgets a token, unless another has taken its place. */
    void forget(String session, String token);
}

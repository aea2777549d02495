package dev.switchboard.languagemodel;

import java.time.Duration;
import java.util.Optional;

/** Tokens of sessions at a provider that keeps the conversations itself; in one store for all. */
public interface SessionTokens {

    /** Keeps none: every call begins a session. */
    SessionTokens NONE =
            new SessionTokens() {
                @Override
                public Optional<String> find(String session) {
                    return Optional.empty();
                }

                @Override
                public void keep(String session, String token, Duration lifetime) {}

                @Override
                public void forget(String session, String token) {}
            };

    /** The token of a session that has not ended; none where the store is unavailable. */
    Optional<String> find(String session);

    /** Keeps a token for its lifetime, as far as the store is available. */
    void keep(String session, String token, Duration lifetime);

    /** Forgets a token, unless another has taken its place. */
    void forget(String session, String token);
}

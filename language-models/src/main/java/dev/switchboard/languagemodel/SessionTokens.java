package dev.switchboard.languagemodel;

import java.time.Duration;
import java.util.Optional;

/** Tokens of sessions at a provider that keeps the conversations itself. */
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
                public boolean lock(String session, String owner) {
                    return true;
                }

                @Override
                public void unlock(String session, String owner) {}
            };

    /** The token of a session that has not ended; none where the store is unavailable. */
    Optional<String> find(String session);

    /**
     * Keeps a token for its lifetime, in place of another one, as far as the store is available.
     */
    void keep(String session, String token, Duration lifetime);

    /**
     * Takes the lock of those who begin a session, for a while.
     *
     * @param owner unique name of the caller
     * @return false while somebody else has it; true also where the store is unavailable
     */
    boolean lock(String session, String owner);

    /** Gives the lock back if the owner still has it. */
    void unlock(String session, String owner);
}

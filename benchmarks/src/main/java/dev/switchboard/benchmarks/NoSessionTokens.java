package dev.switchboard.benchmarks;

import dev.switchboard.aiworker.model.SessionTokens;
import java.time.Duration;
import java.util.Optional;

/** Keeps no tokens, so that each call begins a session. */
final class NoSessionTokens implements SessionTokens {

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
}

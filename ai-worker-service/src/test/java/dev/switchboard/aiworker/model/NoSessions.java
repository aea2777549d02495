package dev.switchboard.aiworker.model;

import java.time.Duration;
import java.util.Optional;

/** Keeps no tokens. */
record NoSessions() implements SessionTokens {

    @Override
    public Optional<String> find(String session) {
        return Optional.empty();
    }

    @Override
    public void keep(String session, String token, Duration lifetime) {}

    @Override
    public void forget(String session, String token) {}
}

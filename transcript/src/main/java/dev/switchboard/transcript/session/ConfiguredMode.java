package dev.switchboard.transcript.session;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Provides the session mode of the settings. */
final class ConfiguredMode {
    @Produces
    @Singleton
    SessionMode mode(SessionSettings settings) {
        return SessionMode.of(settings);
    }

    @Produces
    @DefaultBean
    @Singleton
    SessionModes modes(SessionMode configured) {
        return _ -> configured;
    }
}

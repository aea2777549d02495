package dev.switchboard.aiworker.setting;

import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.transcript.session.SessionMode;
import dev.switchboard.transcript.session.SessionModes;
import jakarta.inject.Singleton;

/** Session modes of personas; that of the environment where a persona has none. */
@Singleton
class PersonaSessions implements SessionModes {
    private final AiSettings settings;
    private final SessionMode configured;

    PersonaSessions(AiSettings settings, SessionMode configured) {
        this.settings = settings;
        this.configured = configured;
    }

    @Override
    public SessionMode of(ConversationKey conversation) {
        return settings.of(conversation).rules().session().orElse(configured);
    }
}

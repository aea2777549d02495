package dev.switchboard.transcript.session;

import dev.switchboard.common.identity.ConversationKey;

/**
 * Session modes of conversations. A service that knows personas provides one that looks at them;
 * without it each conversation has the mode of the settings.
 */
@FunctionalInterface
public interface SessionModes {
    SessionMode of(ConversationKey conversation);
}

package dev.switchboard.aiworker.history;

import io.smallrye.config.ConfigMapping;

/** Limits of the history that the model is shown. */
@ConfigMapping(prefix = "switchboard.history")
public interface HistorySettings {

    /** {@code MAX_CONTEXT_MESSAGES}: maximum of messages before the turn. */
    int maxMessages();

    /** {@code AI_MAX_CONTEXT_TOKENS}: maximum of tokens in these messages. */
    int maxTokens();
}

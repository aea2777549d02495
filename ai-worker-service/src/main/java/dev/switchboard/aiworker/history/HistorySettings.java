package dev.switchboard.aiworker.history;

import io.smallrye.config.ConfigMapping;

/** How much of a conversation the model is told. */
@ConfigMapping(prefix = "switchboard.history")
public interface HistorySettings {

    /** {@code MAX_CONTEXT_MESSAGES}: how many messages before the turn. */
    int mostMessages();

    /** {@code AI_CONTEXT_TOKENS}: how many tokens these may take. */
    int tokenBudget();
}

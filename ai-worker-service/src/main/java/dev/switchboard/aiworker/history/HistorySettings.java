package dev.switchboard.aiworker.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Min;

/** Limits of the history that the model is shown. */
@ConfigMapping(prefix = "switchboard.ai")
public interface HistorySettings {

    /** Maximum of messages before the turn that the model is shown. */
    @WithName("max-context-messages")
    @WithDefault("10")
    @Min(1)
    int maxMessages();

    /** Maximum of tokens in the messages that the model is shown. */
    @WithName("max-context-tokens")
    @WithDefault("8000")
    @Min(1)
    int maxTokens();
}

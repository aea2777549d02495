package dev.switchboard.aiworker.persona;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the model's persona. */
@ConfigMapping(prefix = "switchboard.ai")
public interface PersonaSettings {
    String DEFAULT =
            "You answer the customers of a business on WhatsApp. Be friendly, brief and concrete,"
                    + " write in the customer's language, and say so when you do not know"
                    + " something.";

    /** The system prompt. Live, and by business number: {@code AI_SYSTEM_PROMPT_14155238886}. */
    @WithDefault(DEFAULT)
    String systemPrompt();
}

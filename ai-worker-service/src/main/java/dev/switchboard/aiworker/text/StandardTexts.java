package dev.switchboard.aiworker.text;

import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.chassis.config.LiveSettings;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The standard texts as currently set: by an administrator, or else by the environment or {@code
 * settings.yaml}.
 */
@ApplicationScoped
public class StandardTexts {
    private static final String SECONDS = "{seconds}";

    private final LiveSettings settings;

    StandardTexts(LiveSettings settings) {
        this.settings = settings;
    }

    public String text(ConversationSettings conversation, StandardText standardText) {
        return conversation
                .text(standardText.name())
                .or(() -> settings.value(standardText.settingName()))
                .orElse(standardText.defaultText());
    }

    /** The text of the limit: the seconds are where it has {@code {seconds}}, or else behind it. */
    public String rateLimited(ConversationSettings conversation, int seconds) {
        var text = text(conversation, StandardText.RATE_LIMITED);
        return text.contains(SECONDS)
                ? text.replace(SECONDS, Integer.toString(seconds))
                : text + " (" + seconds + " s)";
    }
}

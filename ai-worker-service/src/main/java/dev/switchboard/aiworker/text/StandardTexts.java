package dev.switchboard.aiworker.text;

import dev.switchboard.chassis.config.LiveSettings;
import jakarta.enterprise.context.ApplicationScoped;

/** The standard texts as currently set; a change applies from the next reply on. */
@ApplicationScoped
public class StandardTexts {
    private static final String SECONDS = "{seconds}";

    private final LiveSettings settings;

    StandardTexts(LiveSettings settings) {
        this.settings = settings;
    }

    public String text(StandardText standardText) {
        return settings.value(standardText.settingName()).orElse(standardText.defaultText());
    }

    /** The text of the limit: the seconds are where it has {@code {seconds}}, or else behind it. */
    public String rateLimited(int seconds) {
        var text = text(StandardText.RATE_LIMITED);
        return text.contains(SECONDS)
                ? text.replace(SECONDS, Integer.toString(seconds))
                : text + " (" + seconds + " s)";
    }
}

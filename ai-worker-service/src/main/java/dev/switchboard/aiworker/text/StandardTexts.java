package dev.switchboard.aiworker.text;

import dev.switchboard.chassis.config.LiveSettings;
import jakarta.enterprise.context.ApplicationScoped;

/** The standard texts as currently set; a change applies from the next reply on. */
@ApplicationScoped
public class StandardTexts {
    private final LiveSettings settings;

    StandardTexts(LiveSettings settings) {
        this.settings = settings;
    }

    public String text(StandardText standardText) {
        return settings.value(standardText.settingName()).orElse(standardText.defaultText());
    }
}

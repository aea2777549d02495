package dev.switchboard.aiworker.text;

import dev.switchboard.chassis.setting.LiveSettings;
import jakarta.enterprise.context.ApplicationScoped;

/** The standard texts as they are set now; a change holds from the next reply on. */
@ApplicationScoped
public class StandardTexts {
    private final LiveSettings settings;

    StandardTexts(LiveSettings settings) {
        this.settings = settings;
    }

    public String words(StandardText text) {
        return settings.value(text.setting()).orElse(text.words());
    }
}

package dev.switchboard.aiworker.model;

import dev.switchboard.chassis.start.WarmUp;
import dev.switchboard.languagemodel.GeminiWarmUp;
import jakarta.inject.Singleton;

/** Has a model's code loaded before the first turn. */
@Singleton
public class ModelWarmUp implements WarmUp {
    private final GeminiWarmUp gemini = new GeminiWarmUp();

    @Override
    public void run() {
        gemini.run();
    }
}

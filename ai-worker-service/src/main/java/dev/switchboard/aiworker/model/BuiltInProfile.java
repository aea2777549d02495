package dev.switchboard.aiworker.model;

import dev.switchboard.languagemodel.ModelProfile;
import dev.switchboard.languagemodel.ModelProvider;
import java.util.OptionalDouble;

/** The AI profile that the environment sets. */
public final class BuiltInProfile {
    private BuiltInProfile() {}

    /** The profile's values; AskYourDatabase's by the names of its own. */
    public static ModelProfile of(ModelSettings settings, AskYourDatabaseSettings askYourDatabase) {
        var profile = of(settings);
        return profile.provider() == ModelProvider.ASKYOURDATABASE
                ? new ModelProfile(
                        profile.provider(),
                        askYourDatabase.chatId().or(profile::name),
                        askYourDatabase.baseUrl().or(profile::baseUrl),
                        askYourDatabase.apiKey().or(profile::apiKey),
                        profile.maxTokens(),
                        profile.temperature(),
                        profile.thinkingBudget(),
                        profile.timeout())
                : profile;
    }

    static ModelProfile of(ModelSettings settings) {
        return new ModelProfile(
                settings.provider(),
                settings.name(),
                settings.baseUrl(),
                settings.apiKey(),
                settings.maxTokens(),
                OptionalDouble.of(settings.temperature()),
                settings.thinkingBudget(),
                settings.timeout());
    }
}

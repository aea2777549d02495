package dev.switchboard.aiworker.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The providers of models that the product can ask. */
public enum Provider {
    GEMINI;

    /** The provider that {@code AI_PROVIDER} names, in any case. */
    public static Optional<Provider> named(String name) {
        return Arrays.stream(values())
                .filter(provider -> provider.settingName().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /** All names, for a message to whoever misspelt one. */
    public static String names() {
        return Arrays.stream(values()).map(Provider::settingName).collect(Collectors.joining(", "));
    }

    /** As {@code AI_PROVIDER} spells it. */
    public String settingName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

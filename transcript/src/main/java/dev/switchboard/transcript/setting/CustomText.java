package dev.switchboard.transcript.setting;

import java.util.Set;

/**
 * Text that an administrator has set in place of a standard text.
 *
 * @param version the settings' version of its last write
 */
public record CustomText(Key key, long version, String text) {
    /** Names of the standard texts that ai-worker has. */
    public static final Set<String> NAMES =
            Set.of(
                    "AI_UNAVAILABLE",
                    "INVALID_CONFIGURATION",
                    "TIMEOUT",
                    "RATE_LIMITED",
                    "RESET",
                    "BLOCKED",
                    "IMAGE",
                    "VOICE",
                    "AUDIO",
                    "VIDEO",
                    "DOCUMENT",
                    "STICKER",
                    "UNSUPPORTED");

    /**
     * Key of a text.
     *
     * @param name of the standard text, such as {@code TIMEOUT}
     * @param business a {@link BusinessKey}; empty for every number
     * @param language a language tag; empty for every language
     */
    public record Key(String name, String business, String language) {
        @Override
        public String toString() {
            return String.join("/", name, business, language);
        }
    }
}

package dev.switchboard.aiworker.text;

import dev.switchboard.common.content.MediaKind;
import dev.switchboard.languagemodel.FailureCode;

/**
 * Sentences that the product itself sends to a customer, each with the setting that replaces it.
 */
public enum StandardText {
    AI_UNAVAILABLE("I'm having trouble connecting right now. Please try again in a moment."),
    INVALID_CONFIGURATION("The service is temporarily unavailable. Please contact support."),
    /**
     * The delay notice: sent once to a customer while model calls are retried; the answer follows.
     */
    TIMEOUT("This is taking longer than expected. Let me try again..."),
    /** Sent once a minute to a customer beyond the limit, with the seconds to wait behind it. */
    RATE_LIMITED("I'm receiving a lot of messages. Please wait a moment before sending another."),
    /** Answer to a customer's {@code /reset}. */
    RESET("Let's start over. I no longer know what we talked about before."),
    BLOCKED("I can't help with that. Is there anything else I can do for you?"),
    IMAGE("Thank you for the picture. I can't look at images yet: could you tell me in words?"),
    VOICE("Thank you for the voice note. I can't listen to it yet: could you write it to me?"),
    AUDIO("Thank you for the recording. I can't listen to it yet: could you write it to me?"),
    VIDEO("Thank you for the video. I can't watch videos yet: could you tell me in words?"),
    DOCUMENT("Thank you for the file. I can't open files yet: could you tell me in words?"),
    STICKER("Thank you for the sticker. I can't see stickers yet: could you tell me in words?"),
    UNSUPPORTED("I can't read this kind of message yet: could you write it to me in words?");

    private final String defaultText;

    StandardText(String defaultText) {
        this.defaultText = defaultText;
    }

    public String defaultText() {
        return defaultText;
    }

    /** The setting that replaces the default text, such as {@code TEXT_TIMEOUT}. */
    public String settingName() {
        return "TEXT_" + name();
    }

    /** The apology when the model has failed for good. */
    public static StandardText forFailure(FailureCode code) {
        return switch (code) {
            case ACCOUNT_REFUSED, CONFIGURATION -> INVALID_CONFIGURATION;
            case BLOCKED -> BLOCKED;
            case RATE_LIMITED,
                    OVERLOADED,
                    UNREACHABLE,
                    UNREADABLE,
                    TIMEOUT,
                    EMPTY,
                    SPEND_CEILING,
                    INTERNAL ->
                    AI_UNAVAILABLE;
        };
    }

    /** The text for a customer who sent nothing but media of this kind. */
    public static StandardText forMedia(MediaKind kind) {
        return switch (kind) {
            case IMAGE -> IMAGE;
            case VOICE -> VOICE;
            case AUDIO -> AUDIO;
            case VIDEO -> VIDEO;
            case DOCUMENT -> DOCUMENT;
            case STICKER -> STICKER;
        };
    }
}

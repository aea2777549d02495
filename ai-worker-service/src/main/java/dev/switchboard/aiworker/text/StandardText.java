package dev.switchboard.aiworker.text;

import dev.switchboard.aiworker.model.FailureCode;
import dev.switchboard.model.content.MediaKind;

/** What the product itself tells a customer, each with the setting that replaces it. */
public enum StandardText {
    AI_UNAVAILABLE("I'm having trouble connecting right now. Please try again in a moment."),
    INVALID_CONFIGURATION("The service is temporarily unavailable. Please contact support."),
    /** Said once to a customer whose question waits for a model that fails; the answer follows. */
    TIMEOUT("This is taking longer than expected. Let me try again..."),
    BLOCKED("I can't help with that. Is there anything else I can do for you?"),
    IMAGE("Thank you for the picture. I can't look at images yet: could you tell me in words?"),
    VOICE("Thank you for the voice note. I can't listen to it yet: could you write it to me?"),
    AUDIO("Thank you for the recording. I can't listen to it yet: could you write it to me?"),
    VIDEO("Thank you for the video. I can't watch videos yet: could you tell me in words?"),
    DOCUMENT("Thank you for the file. I can't open files yet: could you tell me in words?"),
    STICKER("Thank you for the sticker. I can't see stickers yet: could you tell me in words?"),
    UNSUPPORTED("I can't read this kind of message yet: could you write it to me in words?");

    private final String words;

    StandardText(String words) {
        this.words = words;
    }

    /** The words unless somebody has set others. */
    public String words() {
        return words;
    }

    /** The setting that replaces the words, such as {@code TEXT_TIMEOUT}. */
    public String setting() {
        return "TEXT_" + name();
    }

    /** What a customer is told when the model has failed for good. */
    public static StandardText after(FailureCode failure) {
        return switch (failure) {
            case CONFIGURATION -> INVALID_CONFIGURATION;
            case BLOCKED -> BLOCKED;
            case RATE_LIMITED, OVERLOADED, UNREACHABLE, UNREADABLE, TIMEOUT, EMPTY, INTERNAL ->
                    AI_UNAVAILABLE;
        };
    }

    /** What a customer is told who sent nothing but this. */
    public static StandardText about(MediaKind kind) {
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

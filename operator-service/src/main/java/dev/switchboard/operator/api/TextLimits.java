package dev.switchboard.operator.api;

/** Maximum lengths of texts in requests, in characters. */
public final class TextLimits {
    /** A phone number in any notation, a user id, a channel. */
    public static final int ADDRESS = 100;

    /** A provider's id of a message. */
    public static final int ID = 255;

    public static final int REASON = 500;

    /** Far more than anybody types; about five parts at Meta. */
    public static final int MESSAGE = 20_000;

    public static final int URL = 2_000;

    /** A name that people give. */
    public static final int NAME = 100;

    /** A key of a provider's API. */
    public static final int KEY = 1_000;

    /** Digits of a phone number, or of a provider's id of one. */
    public static final int DIGITS = 30;

    private TextLimits() {}
}

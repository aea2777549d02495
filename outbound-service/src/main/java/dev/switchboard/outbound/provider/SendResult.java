package dev.switchboard.outbound.provider;

/** What became of a send, as far as can be told from here. */
public sealed interface SendResult {

    /** The provider has taken it and named it. */
    record Accepted(String providerMessageId) implements SendResult {}

    /** It has certainly not been taken. */
    record Refused(SendFailure failure) implements SendResult {}

    /**
     * It may or may not have been taken; sending it again blindly could say it twice.
     *
     * @param why for the log and the operator; holds no message text
     */
    record Unknown(String why) implements SendResult {}
}

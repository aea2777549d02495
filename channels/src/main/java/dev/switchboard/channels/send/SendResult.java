package dev.switchboard.channels.send;

/** Result of a send, as far as this process knows. */
public sealed interface SendResult {

    /** The provider has accepted it and given it an id. */
    record Accepted(String providerMessageId) implements SendResult {}

    /** It was certainly not accepted. */
    record Refused(SendFailure failure) implements SendResult {}

    /**
     * Outcome unknown: it may or may not have been accepted; a blind retry could send it twice.
     *
     * @param reason for the log and the operator; holds no message text
     */
    record Unknown(String reason) implements SendResult {}
}

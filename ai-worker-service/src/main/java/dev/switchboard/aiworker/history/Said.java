package dev.switchboard.aiworker.history;

/** Something said in a conversation. */
public record Said(Speaker by, String text) {

    /** Who said it. */
    public enum Speaker {
        CUSTOMER,
        AI,
        OPERATOR
    }
}

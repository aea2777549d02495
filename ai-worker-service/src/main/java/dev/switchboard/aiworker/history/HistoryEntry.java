package dev.switchboard.aiworker.history;

/** One sender's text in the history that the model is shown. */
public record HistoryEntry(Sender sender, String text) {

    /** Sender of the text. */
    public enum Sender {
        CUSTOMER,
        AI,
        OPERATOR
    }
}

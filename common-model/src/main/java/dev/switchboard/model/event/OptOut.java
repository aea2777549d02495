package dev.switchboard.model.event;

/**
 * A customer's word about whether the business may write at all.
 *
 * @param answered whether the provider has answered it itself
 */
public record OptOut(Word word, boolean answered) {

    /** What it asks for. */
    public enum Word {
        STOP,
        START,
        HELP
    }

    /** Whether nothing is left for us to say to it. */
    public boolean asksForNothing() {
        return answered || word == Word.STOP;
    }
}

package dev.switchboard.outbound.fence;

/** What became of an attempt to do something that only the AI may do while it has the line. */
public sealed interface Passage<T> {

    /** It was done, and its result is stored. */
    record Passed<T>(T result) implements Passage<T> {}

    /** Somebody else has, or has had, the line: it was not done, and that is stored. */
    record Denied<T>() implements Passage<T> {}

    /** It was done, but the result could not be stored. */
    record Unstored<T>(T result) implements Passage<T> {}

    /** It was not done: the store could not be asked. */
    record Unreached<T>(RuntimeException cause) implements Passage<T> {}
}

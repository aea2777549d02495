package dev.switchboard.outbound.fence;

/** Result of a {@link FencedAction}. */
public sealed interface FenceResult<T> {

    /** It was run, and its result is stored. */
    record Completed<T>(T result) implements FenceResult<T> {}

    /** Its request was not made, because the ownership has changed; that is stored. */
    record Denied<T>() implements FenceResult<T> {}

    /** It was run, but the result is not stored. */
    record Unstored<T>(T result) implements FenceResult<T> {}

    /** Its request was not made, because the store could not be asked. */
    record NotStarted<T>(RuntimeException cause) implements FenceResult<T> {}
}

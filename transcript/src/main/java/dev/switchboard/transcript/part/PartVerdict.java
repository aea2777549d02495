package dev.switchboard.transcript.part;

import java.util.Optional;

/** What became of an operator's decision about a part. */
public sealed interface PartVerdict {

    /** It is kept, with who and when. */
    record Stands(long id) implements PartVerdict {}

    /**
     * Nothing has changed: the part's outcome is not unknown, or not any more.
     *
     * @param state the part's; empty where there is no such part
     */
    record Refused(Optional<PartState> state) implements PartVerdict {}
}

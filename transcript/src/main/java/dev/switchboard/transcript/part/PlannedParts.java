package dev.switchboard.transcript.part;

import java.util.List;
import java.util.Optional;

/**
 * Parts of a reply, just created or known before.
 *
 * @param parts in order, as they are now
 * @param begun the send of the first part, if it was begun with their creation
 * @param recorded true if the reply's message is in the transcript; false if it is not, or that was
 *     not looked at because the parts were known before
 */
public record PlannedParts(List<Part> parts, Optional<StartedSend> begun, boolean recorded) {

    public PlannedParts {
        parts = List.copyOf(parts);
    }
}

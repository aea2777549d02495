package dev.switchboard.channels.send;

import java.util.List;

/** Result of asking a provider about a send of unknown outcome. */
public sealed interface SendEvidence {

    /**
     * The listed messages that look like this part, newest first. Those known as other parts are
     * not this one; none left means that it was not sent, or is not listed yet.
     */
    record Candidates(List<Candidate> candidates) implements SendEvidence {

        public Candidates {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * A listed message with the part's text.
     *
     * @param surelyOurs whether all other listed properties match as well; otherwise another system
     *     may have sent the same text through the same number
     */
    record Candidate(String providerMessageId, boolean surelyOurs) {}

    /** No list is kept that would have to show the part; only a status that names it can. */
    record Inconclusive() implements SendEvidence {}

    /** The provider could not be reached or gave no usable response. */
    record Unavailable(String reason) implements SendEvidence {}
}

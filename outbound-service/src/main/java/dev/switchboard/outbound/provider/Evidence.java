package dev.switchboard.outbound.provider;

import java.util.List;

/** What a provider can still tell about a send whose outcome is unknown. */
public sealed interface Evidence {

    /**
     * The messages the provider holds that look like this part, newest first. Those that are known
     * as other parts are not this one; none left means that it was not sent, or is not listed yet.
     */
    record Candidates(List<Candidate> candidates) implements Evidence {

        public Candidates {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * A message with the part's words.
     *
     * @param surelyOurs whether all else that the provider tells of it is as with ours; otherwise
     *     somebody else may have sent the same words through the same number
     */
    record Candidate(String providerMessageId, boolean surelyOurs) {}

    /** There is no list that would have to show it; only a status that names the part can tell. */
    record NotKept() implements Evidence {}

    /** The provider could not be asked just now. */
    record Unavailable(String why) implements Evidence {}
}

package dev.switchboard.outbound.provider;

import java.util.List;

/** What a provider can still tell about a send whose outcome is unknown. */
public sealed interface Evidence {

    /**
     * The messages the provider holds that look like this part, newest first. Those that are known
     * as other parts are not this one; none left means that it was not sent, or is not listed yet.
     */
    record Candidates(List<String> providerMessageIds) implements Evidence {

        public Candidates {
            providerMessageIds = List.copyOf(providerMessageIds);
        }
    }

    /** There is no list that would have to show it; only a status that names the part can tell. */
    record NotKept() implements Evidence {}

    /** The provider could not be asked just now. */
    record Unavailable(String why) implements Evidence {}
}

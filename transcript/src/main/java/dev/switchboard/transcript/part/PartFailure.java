package dev.switchboard.transcript.part;

/**
 * Why a part did not arrive.
 *
 * @param code the provider's code, or one of our own words
 */
public record PartFailure(String code, String text) {
    /** Of a part whose send was begun and of which nobody has heard since. */
    public static final PartFailure NO_EVIDENCE =
            new PartFailure("outcome-unknown", "Nobody knows whether the provider has sent it");

    /** Of a part for a customer who wants to hear nothing. */
    public static final PartFailure OPTED_OUT =
            new PartFailure(
                    "opted-out", "The customer has opted out; nothing is sent until START comes");
}

package dev.switchboard.transcript.part;

/** Result of applying a provider's status to a part. */
public sealed interface StatusResult {

    /** The part has advanced. */
    record Advanced(Part part) implements StatusResult {}

    /** The part has failed by an earlier status, and was delivered by this one. */
    record DeliveredAfterFailure(Part part) implements StatusResult {}

    /** The part had this state or a higher one: a repeated or late status. */
    record Unchanged() implements StatusResult {}

    /** No part has this provider id yet; the status is parked. */
    record Parked() implements StatusResult {}

    /** The part has another provider id already: the provider has it twice. */
    record Contradicts(Part part) implements StatusResult {}
}

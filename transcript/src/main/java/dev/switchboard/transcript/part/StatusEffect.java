package dev.switchboard.transcript.part;

/** What a provider's status has done to the part it speaks of. */
public sealed interface StatusEffect {

    /** The part went further. */
    record Advanced(Part part) implements StatusEffect {}

    /** The part has failed by what was told before, and was delivered by what is told now. */
    record DeliveredAfterFailure(Part part) implements StatusEffect {}

    /** The part was already there or further: a repeat, or a status that came late. */
    record Unchanged() implements StatusEffect {}

    /** No part is known by this provider id yet; the status waits for one. */
    record Parked() implements StatusEffect {}

    /** The part is already known by another provider id: the provider has it twice. */
    record Contradicts(Part part) implements StatusEffect {}
}

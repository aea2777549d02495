package dev.switchboard.model.content;

/** A product of a catalogue, by the ids that the business gave both. */
public record ReferredProduct(String catalogId, String productId) {}

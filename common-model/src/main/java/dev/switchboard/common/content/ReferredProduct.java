package dev.switchboard.common.content;

/** Product of a catalogue, by the business's ids of both. */
public record ReferredProduct(String catalogId, String productId) {}

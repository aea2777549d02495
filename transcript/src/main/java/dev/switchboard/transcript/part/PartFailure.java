package dev.switchboard.transcript.part;

/**
 * Why a part did not arrive.
 *
 * @param code the provider's code, or one of our own words
 */
public record PartFailure(String code, String text) {}

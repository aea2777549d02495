package dev.switchboard.system.guarantee;

/**
 * A promise that was not kept.
 *
 * @param guarantee the promise
 * @param customer whom it was broken to
 * @param what what happened instead
 */
public record Violation(String guarantee, String customer, String what) {}

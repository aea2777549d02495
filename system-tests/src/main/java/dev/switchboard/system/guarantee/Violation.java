package dev.switchboard.system.guarantee;

/**
 * A promise that was not kept.
 *
 * @param guarantee the promise
 * @param customer the customer concerned
 * @param description the event that broke it
 */
public record Violation(String guarantee, String customer, String description) {}

package dev.switchboard.aiworker.history;

/**
 * Limits of the history in one prompt.
 *
 * @param maxMessages before the messages to answer
 * @param maxTokens in them, at four characters a token
 */
public record HistoryLimits(int maxMessages, int maxTokens) {}

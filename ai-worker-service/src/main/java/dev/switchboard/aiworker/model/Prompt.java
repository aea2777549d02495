package dev.switchboard.aiworker.model;

import java.util.List;

/**
 * Input of a model call.
 *
 * @param system the system prompt: the persona and what the model must know
 * @param entries the conversation, oldest first; begins and ends with the customer, then takes
 *     turns
 */
public record Prompt(String system, List<Entry> entries) {

    /** Side of the conversation that an entry comes from. */
    public enum Side {
        CUSTOMER,
        BUSINESS
    }

    /** Text of one side, up to the next text of the other. */
    public record Entry(Side side, String text) {}

    public Prompt {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.getFirst().side() != Side.CUSTOMER) {
            throw new IllegalArgumentException("a prompt begins with the customer");
        }
    }
}

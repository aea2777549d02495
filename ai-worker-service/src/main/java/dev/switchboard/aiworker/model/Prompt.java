package dev.switchboard.aiworker.model;

import java.util.List;

/**
 * What a model is asked.
 *
 * @param system who the model is to be and what it must know
 * @param entries the conversation, oldest first; begins and ends with the customer, then takes
 *     turns
 */
public record Prompt(String system, List<Entry> entries) {

    /** Whose side of the conversation an entry is. */
    public enum Side {
        CUSTOMER,
        BUSINESS
    }

    /** What one side said until the other one spoke. */
    public record Entry(Side side, String text) {}

    public Prompt {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.getFirst().side() != Side.CUSTOMER) {
            throw new IllegalArgumentException("a prompt begins with the customer");
        }
    }
}

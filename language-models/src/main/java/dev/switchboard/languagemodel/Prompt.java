package dev.switchboard.languagemodel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.common.identity.ConversationId;
import java.util.List;
import java.util.Optional;

/**
 * Input of a model call.
 *
 * @param system the system prompt: the persona and what the model must know
 * @param entries the conversation, oldest first; begins and ends with the customer, then takes
 *     turns
 * @param conversation the conversation, for a provider that keeps it itself
 */
public record Prompt(String system, List<Entry> entries, Optional<ConversationId> conversation) {

    /** Side of the conversation that an entry comes from. */
    public enum Side {
        CUSTOMER,
        BUSINESS
    }

    /** Text of one side, up to the next text of the other. */
    public record Entry(Side side, String text) {}

    public Prompt(String system, List<Entry> entries) {
        this(system, entries, Optional.empty());
    }

    public Prompt {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.getFirst().side() != Side.CUSTOMER) {
            throw new IllegalArgumentException("a prompt begins with the customer");
        }
    }

    /** Length of all its texts as UTF-8, in bytes. */
    public int bytes() {
        return entries.stream()
                .map(Entry::text)
                .mapToInt(text -> text.getBytes(UTF_8).length)
                .reduce(system.getBytes(UTF_8).length, Integer::sum);
    }

    /** The same prompt, as one of this conversation. */
    public Prompt of(ConversationId id) {
        return new Prompt(system, entries, Optional.of(id));
    }
}

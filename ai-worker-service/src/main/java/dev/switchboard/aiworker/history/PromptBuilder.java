package dev.switchboard.aiworker.history;

import dev.switchboard.common.content.VisibleText;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.languagemodel.Prompt.Entry;
import dev.switchboard.languagemodel.Prompt.Side;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the prompt from history entries: the newest that fit the token limit, in order, the texts
 * of one side joined.
 */
public final class PromptBuilder {
    /** Stands for the customer's texts before a history that begins with the business. */
    private static final String OMITTED = "…";

    /** Stands for messages to answer that have no visible text. */
    private static final String INVISIBLE = "…";

    private static final int CHARACTERS_PER_TOKEN = 4;

    /** Thirty texts of WhatsApp's maximum length; a quarter of what small models can read. */
    private static final int MAX_CURRENT_TOKENS = 32_000;

    private final int maxTokens;

    /**
     * @param maxTokens limit for earlier messages, at four characters a token
     */
    public PromptBuilder(int maxTokens) {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be at least 1: " + maxTokens);
        }
        this.maxTokens = maxTokens;
    }

    /**
     * @param earlier the entries before, oldest first; the oldest are left out beyond the limit
     * @param current the entries to answer, see {@link #newestCurrent}
     */
    public Prompt prompt(String system, List<HistoryEntry> earlier, List<HistoryEntry> current) {
        var entries = new ArrayList<Entry>();
        newest(earlier, maxTokens).forEach(each -> add(entries, promptEntry(each)));
        current.forEach(each -> add(entries, promptEntry(each)));
        if (entries.isEmpty() || entries.getLast().side() == Side.BUSINESS) {
            entries.add(new Entry(Side.CUSTOMER, INVISIBLE));
        }
        if (entries.getFirst().side() == Side.BUSINESS) {
            entries.addFirst(new Entry(Side.CUSTOMER, OMITTED));
        }
        return new Prompt(system, entries);
    }

    /**
     * The newest entries to answer that fit into {@link #MAX_CURRENT_TOKENS} tokens; at least the
     * very newest, truncated where it is too long by itself.
     */
    static List<HistoryEntry> newestCurrent(List<HistoryEntry> current) {
        var newest = newest(current, MAX_CURRENT_TOKENS);
        return newest.isEmpty() && !current.isEmpty()
                ? List.of(truncated(current.getLast()))
                : newest;
    }

    private static HistoryEntry truncated(HistoryEntry entry) {
        var end = MAX_CURRENT_TOKENS * CHARACTERS_PER_TOKEN;
        var whole = Character.isHighSurrogate(entry.text().charAt(end - 1)) ? end - 1 : end;
        return new HistoryEntry(entry.sender(), entry.text().substring(0, whole));
    }

    private static List<HistoryEntry> newest(List<HistoryEntry> entries, int maxTokens) {
        var newest = new ArrayDeque<HistoryEntry>();
        var left = maxTokens;
        for (var entry : entries.reversed()) {
            left -= entry.text().length() / CHARACTERS_PER_TOKEN + 1;
            if (left < 0) {
                break;
            }
            newest.addFirst(entry);
        }
        return List.copyOf(newest);
    }

    private static Entry promptEntry(HistoryEntry entry) {
        return switch (entry.sender()) {
            case CUSTOMER ->
                    new Entry(Side.CUSTOMER, OperatorMark.sanitized(VisibleText.of(entry.text())));
            case AI -> new Entry(Side.BUSINESS, entry.text());
            case OPERATOR -> new Entry(Side.BUSINESS, OperatorMark.MARK + " " + entry.text());
        };
    }

    private static void add(List<Entry> entries, Entry next) {
        if (VisibleText.isBlank(next.text())) {
            return;
        }
        if (!entries.isEmpty() && entries.getLast().side() == next.side()) {
            var joined = entries.removeLast().text() + "\n" + next.text();
            entries.add(new Entry(next.side(), joined));
        } else {
            entries.add(next);
        }
    }
}

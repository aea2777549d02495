package dev.switchboard.aiworker.history;

import dev.switchboard.aiworker.model.Prompt;
import dev.switchboard.aiworker.model.Prompt.Entry;
import dev.switchboard.aiworker.model.Prompt.Side;
import dev.switchboard.model.content.VisibleText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes of what was said the entries that a model is given: the newest that fit the budget, in
 * order, each side's words together.
 */
public final class History {
    private static final String EARLIER = "…";

    /** In the place of a question of which nothing can be seen. */
    private static final String UNSEEN = "…";

    private static final int CHARACTERS_A_TOKEN = 4;

    /** Thirty of the longest texts that WhatsApp takes; a quarter of what small models can read. */
    private static final int MOST_ASKED = 32_000;

    private final int tokenBudget;

    /**
     * @param tokenBudget how many tokens, at four characters each, earlier messages may take
     */
    public History(int tokenBudget) {
        if (tokenBudget < 1) {
            throw new IllegalArgumentException("tokenBudget must be at least 1: " + tokenBudget);
        }
        this.tokenBudget = tokenBudget;
    }

    /**
     * @param before what was said before, oldest first; the oldest are left out when the budget is
     *     spent
     * @param now what is to be answered, see {@link #asked}
     */
    public Prompt prompt(String system, List<Said> before, List<Said> now) {
        var entries = new ArrayList<Entry>();
        newest(before, tokenBudget).forEach(said -> add(entries, entry(said)));
        now.forEach(said -> add(entries, entry(said)));
        if (entries.isEmpty() || entries.getLast().side() == Side.BUSINESS) {
            entries.add(new Entry(Side.CUSTOMER, UNSEEN));
        }
        if (entries.getFirst().side() == Side.BUSINESS) {
            entries.addFirst(new Entry(Side.CUSTOMER, EARLIER));
        }
        return new Prompt(system, entries);
    }

    /**
     * What of all that is to be answered a model can be asked at once: the newest that fit into
     * {@link #MOST_ASKED} tokens, at least the very newest, which is cut where it is too long by
     * itself.
     */
    static List<Said> asked(List<Said> now) {
        var asked = newest(now, MOST_ASKED);
        return asked.isEmpty() && !now.isEmpty() ? List.of(cut(now.getLast())) : asked;
    }

    private static Said cut(Said said) {
        var end = MOST_ASKED * CHARACTERS_A_TOKEN;
        var whole = Character.isHighSurrogate(said.text().charAt(end - 1)) ? end - 1 : end;
        return new Said(said.by(), said.text().substring(0, whole));
    }

    private static List<Said> newest(List<Said> all, int tokens) {
        var chosen = new ArrayDeque<Said>();
        var left = tokens;
        for (var said : all.reversed()) {
            left -= said.text().length() / CHARACTERS_A_TOKEN + 1;
            if (left < 0) {
                break;
            }
            chosen.addFirst(said);
        }
        return List.copyOf(chosen);
    }

    private static Entry entry(Said said) {
        return switch (said.by()) {
            case CUSTOMER ->
                    new Entry(Side.CUSTOMER, OperatorMark.defusedIn(VisibleText.of(said.text())));
            case AI -> new Entry(Side.BUSINESS, said.text());
            case OPERATOR -> new Entry(Side.BUSINESS, OperatorMark.MARK + " " + said.text());
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

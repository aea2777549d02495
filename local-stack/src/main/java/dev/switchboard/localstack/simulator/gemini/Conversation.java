package dev.switchboard.localstack.simulator.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A prompt as its reader sees it: who wrote which messages.
 *
 * @param system what the model was told about itself
 * @param earlier the customer's messages before the ones to be answered, oldest first
 * @param now the customer's messages that are to be answered
 * @param colleagues what people of the business wrote, oldest first
 * @param attended whether a person wrote after the model last did
 */
record Conversation(
        String system,
        List<String> earlier,
        List<String> now,
        List<String> colleagues,
        boolean attended) {
    /** A line that says it is from a person of the business, such as {@code [operator] Hello}. */
    private static final Pattern COLLEAGUE =
            Pattern.compile(
                    "^\\s*(?:[\\[(][^\\])]*(?:operator|human|colleague|agent)[^\\])]*[\\])]\\s*:?"
                            + "|(?:operator|human agent|colleague)\\s*:)\\s*(.*)$",
                    Pattern.CASE_INSENSITIVE);

    private static final String LEFT_OUT = "…";

    Conversation {
        earlier = List.copyOf(earlier);
        now = List.copyOf(now);
        colleagues = List.copyOf(colleagues);
    }

    static Conversation of(Prompt prompt) {
        var earlier = new ArrayList<String>();
        var now = new ArrayList<String>();
        var colleagues = new ArrayList<String>();
        var attended = false;
        for (Prompt.Turn turn : prompt.turns()) {
            if (turn.fromUser()) {
                now.addAll(lines(turn));
            } else {
                earlier.addAll(now);
                now.clear();
                var theirs = colleagues(turn);
                colleagues.addAll(theirs);
                attended = !theirs.isEmpty();
            }
        }
        return new Conversation(prompt.system(), earlier, now, colleagues, attended);
    }

    /** What the customer wrote before the message at this place of {@link #now}, newest first. */
    List<String> before(int place) {
        var all = new ArrayList<>(earlier);
        all.addAll(now.subList(0, place));
        return all.reversed();
    }

    private static List<String> lines(Prompt.Turn turn) {
        return turn.texts().stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(it -> !it.isEmpty() && !it.equals(LEFT_OUT))
                .toList();
    }

    /** A mark holds for the lines after it too, up to the next mark. */
    private static List<String> colleagues(Prompt.Turn turn) {
        var found = new ArrayList<String>();
        for (String text : turn.texts()) {
            var marked = false;
            for (String line : text.lines().toList()) {
                var mark = COLLEAGUE.matcher(line);
                if (mark.matches()) {
                    found.add(mark.group(1));
                    marked = true;
                } else if (marked) {
                    found.add(found.removeLast() + "\n" + line);
                }
            }
        }
        return found.stream().map(String::strip).toList();
    }
}

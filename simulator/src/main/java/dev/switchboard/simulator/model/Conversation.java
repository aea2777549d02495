package dev.switchboard.simulator.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A prompt as messages by sender.
 *
 * @param system the system instruction
 * @param earlier the customer's messages before the ones to be answered, oldest first
 * @param now the customer's messages that are to be answered
 * @param operatorMessages the operators' messages, oldest first
 * @param operatorWroteLast whether an operator wrote after the model last did
 */
record Conversation(
        String system,
        List<String> earlier,
        List<String> now,
        List<String> operatorMessages,
        boolean operatorWroteLast) {
    /** Line that is marked as an operator's, such as {@code [operator] Hello}. */
    private static final Pattern OPERATOR_MARK =
            Pattern.compile(
                    "^\\s*(?:[\\[(][^\\])]*(?:operator|human|colleague|agent)[^\\])]*[\\])]\\s*:?"
                            + "|(?:operator|human agent|colleague)\\s*:)\\s*(.*)$",
                    Pattern.CASE_INSENSITIVE);

    private static final String LEFT_OUT = "…";

    Conversation {
        earlier = List.copyOf(earlier);
        now = List.copyOf(now);
        operatorMessages = List.copyOf(operatorMessages);
    }

    static Conversation of(ModelPrompt prompt) {
        var earlier = new ArrayList<String>();
        var now = new ArrayList<String>();
        var operatorMessages = new ArrayList<String>();
        var operatorWroteLast = false;
        for (ModelPrompt.Turn turn : prompt.turns()) {
            if (turn.fromUser()) {
                now.addAll(lines(turn));
            } else {
                earlier.addAll(now);
                now.clear();
                var marked = operatorMessages(turn);
                operatorMessages.addAll(marked);
                operatorWroteLast = !marked.isEmpty();
            }
        }
        return new Conversation(prompt.system(), earlier, now, operatorMessages, operatorWroteLast);
    }

    /** The customer's messages before the one at this index of {@link #now}, newest first. */
    List<String> before(int index) {
        var all = new ArrayList<>(earlier);
        all.addAll(now.subList(0, index));
        return all.reversed();
    }

    private static List<String> lines(ModelPrompt.Turn turn) {
        return turn.texts().stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(it -> !it.isEmpty() && !it.equals(LEFT_OUT))
                .toList();
    }

    /** A mark applies to the following lines too, up to the next mark. */
    private static List<String> operatorMessages(ModelPrompt.Turn turn) {
        var found = new ArrayList<String>();
        for (String text : turn.texts()) {
            var inMarked = false;
            for (String line : text.lines().toList()) {
                var mark = OPERATOR_MARK.matcher(line);
                if (mark.matches()) {
                    found.add(mark.group(1));
                    inMarked = true;
                } else if (inMarked) {
                    found.add(found.removeLast() + "\n" + line);
                }
            }
        }
        return found.stream().map(String::strip).toList();
    }
}

package dev.switchboard.simulator.model;

import java.util.ArrayList;
import java.util.List;

/** Answers from the request alone, so that history and persona can be seen to work. */
final class Answerer {
    private static final int MAX_QUOTED_EARLIER = 3;
    private static final int MAX_QUOTED_CHARACTERS = 200;

    /** Mentions every message of the turn; a single known question gets its answer alone. */
    String answer(ModelPrompt prompt) {
        var conversation = Conversation.of(prompt);
        var answers = new ArrayList<String>();
        for (int i = 0; i < conversation.now().size(); i++) {
            Question.read(conversation, i).ifPresent(answers::add);
        }
        if (conversation.now().size() == 1 && answers.size() == 1) {
            return answers.getFirst();
        }
        answers.addFirst(summary(conversation));
        return String.join("\n\n", answers);
    }

    private static String summary(Conversation conversation) {
        var now = conversation.now();
        var text = new StringBuilder(greets(now) ? "Hello! " : "");
        if (now.isEmpty()) {
            text.append("How can I help you?");
        } else if (now.size() == 1) {
            text.append("You wrote ").append(quoted(now)).append('.');
        } else {
            text.append("You wrote %d messages: %s.".formatted(now.size(), quoted(now)));
        }
        if (conversation.operatorWroteLast()) {
            text.append(" My colleague told you ")
                    .append(quoted(conversation.operatorMessages()))
                    .append('.');
        }
        if (!conversation.earlier().isEmpty()) {
            text.append(" Earlier you wrote ")
                    .append(quoted(newest(conversation.earlier())))
                    .append('.');
        }
        return text.toString();
    }

    private static boolean greets(List<String> now) {
        return now.stream()
                .anyMatch(it -> it.matches("(?i)(hi|hello|hey|hola|good (morning|evening))\\b.*"));
    }

    private static List<String> newest(List<String> messages) {
        return messages.subList(Math.max(0, messages.size() - MAX_QUOTED_EARLIER), messages.size());
    }

    /** Quotes messages as “one”, “two” and “three”, each cut to a readable length. */
    static String quoted(List<String> messages) {
        var quotes = messages.stream().map(it -> "“" + clipped(it) + "”").toList();
        var last = quotes.size() - 1;
        return last == 0
                ? quotes.getFirst()
                : String.join(", ", quotes.subList(0, last)) + " and " + quotes.get(last);
    }

    private static String clipped(String text) {
        return text.codePointCount(0, text.length()) <= MAX_QUOTED_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_QUOTED_CHARACTERS)) + "…";
    }
}

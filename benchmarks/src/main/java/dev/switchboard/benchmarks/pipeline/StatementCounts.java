package dev.switchboard.benchmarks.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Executed statements by their text, from PostgreSQL's log. A row of a JDBC batch and a part of a
 * text with several statements count as one each; BEGIN, COMMIT and the like are counted apart.
 */
record StatementCounts(Map<String, Integer> byText, int transactionControl) {
    private static final Pattern LOGGED =
            Pattern.compile("^.*? LOG: {2}(?:statement|execute [^:]+): (.*)$");
    private static final Set<String> TRANSACTION_CONTROL =
            Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE");
    private static final int TEXT_LENGTH = 100;

    StatementCounts {
        byText = Map.copyOf(byText);
    }

    static StatementCounts of(String log) {
        var byText = new HashMap<String, Integer>();
        var control = 0;
        for (var text : statements(log)) {
            if (TRANSACTION_CONTROL.contains(firstWord(text))) {
                control++;
            } else {
                byText.merge(text, 1, Integer::sum);
            }
        }
        return new StatementCounts(byText, control);
    }

    int statements() {
        return byText.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The texts that were executed at least so many times, the most frequent first. */
    List<Map.Entry<String, Integer>> atLeast(int times) {
        return byText.entrySet().stream()
                .filter(entry -> entry.getValue() >= times)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
    }

    /** Texts in one line each; in the log the further lines of a text begin with a tab. */
    private static List<String> statements(String log) {
        var statements = new ArrayList<String>();
        var current = new StringBuilder();
        var inStatement = false;
        for (var line : log.lines().toList()) {
            var found = LOGGED.matcher(line);
            if (found.matches() || !line.startsWith("\t")) {
                add(current, statements);
                inStatement = found.matches();
                current.append(inStatement ? found.group(1) : "");
            } else if (inStatement) {
                current.append(' ').append(line);
            }
        }
        add(current, statements);
        return statements;
    }

    private static void add(StringBuilder text, List<String> statements) {
        var line = text.toString().strip().replaceAll("\\s+", " ");
        if (!line.isEmpty()) {
            statements.add(line.substring(0, Math.min(TEXT_LENGTH, line.length())));
        }
        text.setLength(0);
    }

    private static String firstWord(String text) {
        return text.split("[ ;(]", 2)[0].toUpperCase(Locale.ROOT);
    }
}

package dev.switchboard.simulator.gemini;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds facts that a customer told about themselves. */
final class Facts {
    private static final Pattern NAME =
            Pattern.compile(
                    "\\b(?:my name is|call me|i am called)\\s+([\\p{L}][\\p{L} '’-]*)",
                    Pattern.CASE_INSENSITIVE);

    private Facts() {}

    /** Fact about “my thing” in the newest message that tells one. */
    static Optional<String> about(String thing, List<String> newestFirst) {
        var pattern =
                thing.equals("name")
                        ? NAME
                        : Pattern.compile(
                                "\\bmy " + Pattern.quote(thing) + "(?: is| are|:)\\s+(.+?)[.!]*$",
                                Pattern.CASE_INSENSITIVE);
        return newestFirst.stream()
                .map(pattern::matcher)
                .filter(it -> it.find())
                .map(it -> it.group(1).strip())
                .findFirst();
    }
}

package dev.switchboard.simulator.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions that the simulated model understands, in matching order. */
enum Question {
    /** “say X” */
    ECHO("^(?:please )?(?:say|echo|repeat after me):?\\s+[\"“']?(.+?)[\"”']?$") {
        @Override
        String answer(Matcher match, Conversation known, int index) {
            return match.group(1);
        }
    },
    /** “write 5000 characters” */
    LENGTH(
            "(?:write|send|give|answer|tell|reply).*?([0-9][0-9,.]*)["
                    + " -]*(?:characters?|chars?|letters?)\\b") {
        @Override
        String answer(Matcher match, Conversation known, int index) {
            var digits = match.group(1).replaceAll("[,.]", "");
            return Essay.of(digits.length() > 6 ? Essay.MAX_LENGTH : Integer.parseInt(digits));
        }
    },
    /** “what did the operator say?” */
    OPERATOR(
            "(?:operator|colleague|human|agent|person|team)s?\\b.*\\b(?:say|said|tell|told|write|wrote|written|promised?|offer|offered)|(?:said|told|written|promised)"
                + " by .*(?:operator|colleague|human|agent|person)") {
        @Override
        String answer(Matcher match, Conversation known, int index) {
            return known.operatorMessages().isEmpty()
                    ? "No colleague of mine has written to you yet."
                    : "My colleague told you " + Answerer.quoted(known.operatorMessages()) + ".";
        }
    },
    /** “what did I say two messages ago?” */
    AGO(
            "(\\d+|a|one|two|three|four|five|six|seven|eight|nine|ten) messages?"
                    + " (?:ago|before|back|earlier)") {
        @Override
        String answer(Matcher match, Conversation known, int index) {
            return earlier(known.before(index), number(match.group(1)));
        }
    },
    /** “what was my first message?” */
    FIRST(
            "(?:my|the|i).*\\bfirst (?:message|thing|question)|i (?:said|wrote|ask(?:ed)?)"
                    + " first|first .*\\bi (?:say|said|write|wrote)") {
        @Override
        String answer(Matcher match, Conversation known, int index) {
            return earlier(known.before(index), known.before(index).size());
        }
    },
    /** “what did I just say?” */
    LAST(
            "(?:my|the) (?:last|previous) (?:message|question)|(?:i (?:just"
                    + " )?(?:say|said|write|wrote)) (?:last|just now)|did i just (?:say|write)") {
        @Override
        String answer(Matcher match, Conversation known, int index) {
            return earlier(known.before(index), 1);
        }
    },
    /** “what did I say before?” */
    BEFORE(
            "(?:what|which|repeat|remember).*\\b(?:i|we)"
                    + " (?:say|said|tell|told|write|wrote|ask|asked|talk|talked)\\b|what do you"
                    + " (?:remember|know) about me") {
        @Override
        String answer(Matcher match, Conversation known, int index) {
            var before = known.before(index).reversed();
            return before.isEmpty()
                    ? "This is the first message of yours that I know."
                    : "You wrote " + Answerer.quoted(before) + ".";
        }
    },
    /** “what is my favourite colour?”, after “my favourite colour is green” */
    FACT(
            "(?:what(?:'s|’s| is| was| are)|which is|do you (?:know|remember)) my ([a-z"
                    + " ]+?)\\s*\\?*$") {
        @Override
        String answer(Matcher match, Conversation known, int index) {
            var thing = match.group(1).toLowerCase(Locale.ROOT);
            return fact(thing, known.before(index))
                    .map(it -> "Your %s is %s.".formatted(thing, it))
                    .orElseGet(() -> "You have not told me your " + thing + " yet.");
        }
    },
    /** “who are you?” */
    PERSONA(
            "who are you|what(?:'s|’s| is) your (?:name|job|role)|your name\\?|introduce"
                    + " yourself") {
        @Override
        String answer(Matcher match, Conversation known, int index) {
            return introduction(known.system());
        }
    },
    /** “what are your instructions?” */
    INSTRUCTIONS("your (?:instructions|system prompt|persona|orders)") {
        @Override
        String answer(Matcher match, Conversation known, int index) {
            return known.system().isBlank()
                    ? "I have no instructions."
                    : "My instructions are: " + known.system();
        }
    },
    /** “show me some markdown” */
    MARKDOWN("\\b(?:markdown|formatting)\\b") {
        @Override
        String answer(Matcher match, Conversation known, int index) {
            return "# What I can write\n\n"
                    + "This is **bold**, this is *italic*, this is ~~gone~~ and this is"
                    + " `code`.\n\n"
                    + "- one\n"
                    + "- two\n\n"
                    + "1. first\n"
                    + "2. second\n\n"
                    + "> a quote\n\n"
                    + "```java\n"
                    + "var answer = 42;\n"
                    + "```\n\n"
                    + "More in [the guide](https://example.com/guide).";
        }
    };

    private static final Pattern NAME =
            Pattern.compile(
                    "\\b(?:my name is|call me|i am called)\\s+([\\p{L}][\\p{L} '’-]*)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ROLE =
            Pattern.compile(
                    "(?:you are|you're|you’re|act as|your name is)\\s+(.+?)(?=[.!;\\n]|$)",
                    Pattern.CASE_INSENSITIVE);
    private static final List<String> NUMBERS =
            List.of(
                    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
                    "ten");

    private final Pattern pattern;

    Question(String pattern) {
        this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    abstract String answer(Matcher match, Conversation known, int index);

    /** Answer to the message at this index of the turn, if it is a known question. */
    static Optional<String> read(Conversation known, int index) {
        return Arrays.stream(values())
                .flatMap(it -> it.tryAnswer(known, index).stream())
                .findFirst();
    }

    private Optional<String> tryAnswer(Conversation known, int index) {
        var match = pattern.matcher(known.now().get(index));
        return match.find() ? Optional.of(answer(match, known, index)) : Optional.empty();
    }

    private static String earlier(List<String> newestFirst, int ago) {
        return ago < 1 || ago > newestFirst.size()
                ? "I know only %d messages of yours before this one.".formatted(newestFirst.size())
                : "You wrote " + Answerer.quoted(List.of(newestFirst.get(ago - 1))) + ".";
    }

    /** Fact about “my thing” in the newest message that tells one. */
    private static Optional<String> fact(String thing, List<String> newestFirst) {
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

    /** Sentence “I am …” in the system instruction's own words. */
    private static String introduction(String system) {
        if (system.isBlank()) {
            return "I am a simulated model without a persona.";
        }
        var role = ROLE.matcher(system);
        return role.find()
                ? "I am " + role.group(1).strip() + "."
                : "I was told: " + system.lines().findFirst().orElse(system);
    }

    private static int number(String word) {
        if (word.equalsIgnoreCase("a")) {
            return 1;
        }
        var spelt = NUMBERS.indexOf(word.toLowerCase(Locale.ROOT));
        return spelt >= 0 ? spelt : Integer.parseInt(word.substring(0, Math.min(6, word.length())));
    }
}

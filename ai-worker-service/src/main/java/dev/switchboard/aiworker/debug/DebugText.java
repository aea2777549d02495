package dev.switchboard.aiworker.debug;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.transcript.debug.DebugEntry;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts of debug mode, without what looks like a key and, for a customer, without others' numbers.
 */
final class DebugText {
    /** Two messages of WhatsApp. */
    static final int MAX_CHARACTERS = 6_000;

    static final String HIDDEN = "[hidden]";
    static final String HIDDEN_NUMBER = "[number]";

    /** Keys and tokens of all providers: long, and with digits and letters. */
    private static final Pattern KEY =
            Pattern.compile(
                    "(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]*[0-9])(?=[A-Za-z0-9_-]*[A-Za-z])"
                            + "[A-Za-z0-9_-]{20,}");

    /** As long as phone numbers are, in any script and with the marks that people put into them. */
    private static final Pattern NUMBER =
            Pattern.compile("\\+?\\p{Nd}(?:[\\s().\\-/]{0,2}\\p{Nd}){6,}");

    private static final Pattern OTHERS = Pattern.compile("\\P{Nd}+");

    private DebugText() {}

    static String withoutKeys(String text) {
        return KEY.matcher(text).replaceAll(HIDDEN);
    }

    /** The entry as the customer is shown it: in their own conversation, before the answer. */
    static String forCustomer(DebugEntry entry, ConversationKey conversation) {
        var own = own(conversation);
        var persona =
                entry.persona()
                        .map(it -> it.name() + " (version " + it.version() + ")")
                        .orElse("of the environment");
        var history =
                entry.history().stream()
                        .map(line -> line.side() + ": " + line.text())
                        .collect(joining("\n"));
        var text =
                """
                DEBUG
                Entry: %s

                Persona: %s

                Prompt: %s

                History:
                %s\
                """
                        .formatted(entry.entry(), persona, entry.system(), history);
        return cut(withoutNumbers(text, own));
    }

    private static Set<String> own(ConversationKey conversation) {
        return Stream.concat(
                        Stream.of(
                                conversation.customer().value(),
                                conversation.business().id(),
                                conversation.business().phone()),
                        conversation.writesFrom().map(CustomerAddress::value).stream())
                .map(DebugText::digits)
                .collect(toSet());
    }

    private static String withoutNumbers(String text, Set<String> own) {
        return NUMBER.matcher(text)
                .replaceAll(number ->
                        own.contains(digits(number.group())) ? number.group() : HIDDEN_NUMBER);
    }

    private static String digits(String text) {
        return OTHERS.matcher(text).replaceAll("");
    }

    private static String cut(String text) {
        if (text.length() <= MAX_CHARACTERS) {
            return text;
        }
        var end = MAX_CHARACTERS - 1;
        var whole = Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
        return text.substring(0, whole) + "…";
    }
}

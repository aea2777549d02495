package dev.switchboard.aiworker.spend;

import dev.switchboard.common.identity.ConversationKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/**
 * Maximum of a day's spend, of all calls or of some.
 *
 * @param limit in micro-dollars
 * @param conversation one of those whose calls count
 * @param from the day's start
 * @param to its end
 */
record Ceiling(
        Kind kind,
        long limit,
        ConversationKey conversation,
        LocalDate day,
        Instant from,
        Instant to) {
    /** The braces keep all keys in one slot of a Redis cluster. */
    private static final String PREFIX = "switchboard:{spend}:";

    /** Calls that count under a ceiling. */
    enum Kind {
        DAY,
        NUMBER,
        CONVERSATION;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Key of its sums; the same for every call that counts under it. */
    String key() {
        var subject =
                switch (kind) {
                    case DAY -> "";
                    case NUMBER -> conversation.business().id() + ":";
                    case CONVERSATION -> conversation.id() + ":";
                };
        return PREFIX + kind.label() + ":" + subject + day;
    }
}

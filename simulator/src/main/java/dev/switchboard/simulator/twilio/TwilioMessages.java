package dev.switchboard.simulator.twilio;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The account's message resources: the newest 100,000, and at most 50 million characters. */
final class TwilioMessages {
    private static final int MAX_MESSAGES = 100_000;
    private static final long MAX_CHARACTERS = 50_000_000;

    private final LinkedHashMap<String, TwilioMessage> bySid = new LinkedHashMap<>();
    private long characters;

    void add(TwilioMessage message) {
        bySid.put(message.sid(), message);
        characters += message.weight();
        while (bySid.size() > MAX_MESSAGES || characters > MAX_CHARACTERS) {
            characters -= bySid.pollFirstEntry().getValue().weight();
        }
    }

    Optional<TwilioMessage> find(String sid) {
        return Optional.ofNullable(bySid.get(sid));
    }

    /** A page of the messages that match, newest first. */
    List<TwilioMessage> list(Predicate<TwilioMessage> filter, long skip, int limit) {
        return bySid.sequencedValues().reversed().stream()
                .filter(filter)
                .skip(skip)
                .limit(limit)
                .toList();
    }

    void clear() {
        bySid.clear();
        characters = 0;
    }
}

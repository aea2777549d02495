package dev.switchboard.ingress.identity;

import dev.switchboard.common.identity.PhoneNumber;
import dev.switchboard.common.identity.PhoneNumbers;
import java.util.Optional;

/**
 * Cache of {@link PhoneNumbers#read}: parsing a number takes about as long as all other handling of
 * a webhook, and the same numbers recur.
 */
public final class PhoneNumberCache {
    private static final int MAX_ENTRIES = 50_000;

    /** Longer than any number as people write it; longer text is not cached. */
    private static final int MAX_LENGTH = 40;

    private static final BoundedMap<String, Optional<PhoneNumber>> CACHE =
            new BoundedMap<>(MAX_ENTRIES);

    private PhoneNumberCache() {}

    public static Optional<String> of(String text) {
        return read(text).map(PhoneNumber::canonical);
    }

    public static Optional<PhoneNumber> read(String text) {
        return CACHE.get(text).orElseGet(() -> readAndCache(text));
    }

    private static Optional<PhoneNumber> readAndCache(String text) {
        var number = PhoneNumbers.read(text);
        if (text.length() <= MAX_LENGTH) {
            CACHE.put(text, number);
        }
        return number;
    }
}

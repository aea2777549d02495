package dev.switchboard.channels.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

    private static final Cache<String, Optional<PhoneNumber>> CACHE =
            Caffeine.newBuilder().maximumSize(MAX_ENTRIES).build();

    private PhoneNumberCache() {}

    public static Optional<String> of(String text) {
        return read(text).map(PhoneNumber::canonical);
    }

    public static Optional<PhoneNumber> read(String text) {
        return text.length() > MAX_LENGTH
                ? PhoneNumbers.read(text)
                : CACHE.get(text, PhoneNumbers::read);
    }
}

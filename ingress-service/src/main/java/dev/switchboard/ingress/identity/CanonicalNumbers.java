package dev.switchboard.ingress.identity;

import dev.switchboard.model.identity.PhoneNumbers;
import java.util.Optional;

/**
 * {@link PhoneNumbers#canonical} with a memory: reading a number takes about as long as all else
 * that is done to a webhook, and the same numbers come again and again.
 */
public final class CanonicalNumbers {
    private static final int MOST = 50_000;

    /** No number is longer as people write it; longer text is not worth remembering. */
    private static final int LONGEST = 40;

    private static final BoundedMap<String, Optional<String>> KNOWN = new BoundedMap<>(MOST);

    private CanonicalNumbers() {}

    public static Optional<String> of(String written) {
        return KNOWN.get(written).orElseGet(() -> read(written));
    }

    private static Optional<String> read(String written) {
        var canonical = PhoneNumbers.canonical(written);
        if (written.length() <= LONGEST) {
            KNOWN.put(written, canonical);
        }
        return canonical;
    }
}

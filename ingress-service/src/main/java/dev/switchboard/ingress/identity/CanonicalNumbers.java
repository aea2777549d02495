package dev.switchboard.ingress.identity;

import dev.switchboard.model.identity.PhoneNumber;
import dev.switchboard.model.identity.PhoneNumbers;
import java.util.Optional;

/**
 * {@link PhoneNumbers#read} with a memory: reading a number takes about as long as all else that is
 * done to a webhook, and the same numbers come again and again.
 */
public final class CanonicalNumbers {
    private static final int MOST = 50_000;

    /** No number is longer as people write it; longer text is not worth remembering. */
    private static final int LONGEST = 40;

    private static final BoundedMap<String, Optional<PhoneNumber>> KNOWN = new BoundedMap<>(MOST);

    private CanonicalNumbers() {}

    public static Optional<String> of(String written) {
        return read(written).map(PhoneNumber::canonical);
    }

    public static Optional<PhoneNumber> read(String written) {
        return KNOWN.get(written).orElseGet(() -> readAnew(written));
    }

    private static Optional<PhoneNumber> readAnew(String written) {
        var number = PhoneNumbers.read(written);
        if (written.length() <= LONGEST) {
            KNOWN.put(written, number);
        }
        return number;
    }
}

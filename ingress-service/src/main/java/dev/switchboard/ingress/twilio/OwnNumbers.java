package dev.switchboard.ingress.twilio;

import dev.switchboard.ingress.identity.CanonicalNumbers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The numbers at Twilio that are ours: whoever writes from one of them is no customer. */
@ApplicationScoped
public class OwnNumbers {
    private final Set<String> numbers;

    @Inject
    OwnNumbers(TwilioSettings settings) {
        this(settings.numbers().orElse(List.of()));
    }

    OwnNumbers(List<String> written) {
        numbers =
                written.stream().map(OwnNumbers::canonical).collect(Collectors.toUnmodifiableSet());
    }

    private static String canonical(String written) {
        return CanonicalNumbers.of(written).orElse(written.strip());
    }

    /**
     * @param address as Twilio writes it
     */
    boolean include(String address) {
        return numbers.contains(canonical(address));
    }

    /** In E.164. */
    public Set<String> all() {
        return numbers;
    }
}

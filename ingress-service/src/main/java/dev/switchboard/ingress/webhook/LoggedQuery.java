package dev.switchboard.ingress.webhook;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a request that may be kept: none that proves who sent it. */
final class LoggedQuery {
    /** Our own parameters are a fraction of this; a longer query is not ours. */
    private static final int LONGEST = 2_048;

    private LoggedQuery() {}

    /** Empty where nothing of it may be kept. */
    static Optional<String> of(String query) {
        if (query.length() > LONGEST) {
            return Optional.empty();
        }
        var kept =
                Arrays.stream(query.split("&", -1))
                        .filter(pair -> LoggedHeaders.mayBeKept(nameOf(pair)))
                        .collect(Collectors.joining("&"));
        return Optional.of(kept).filter(text -> !text.isEmpty());
    }

    private static String nameOf(String pair) {
        var end = pair.indexOf('=');
        return end < 0 ? pair : pair.substring(0, end);
    }
}

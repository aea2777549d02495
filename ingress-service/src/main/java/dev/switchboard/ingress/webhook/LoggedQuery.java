package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a request that may be kept: none that proves who sent it. */
final class LoggedQuery {
    /** Whoever reads a query's parameters takes both for their border. */
    private static final String BORDER = "[&;]";

    private LoggedQuery() {}

    /**
     * Empty where nothing of it may be kept.
     *
     * @param maxChars beyond which a query is none of ours, whose parameters have some 100
     */
    static Optional<String> of(String query, int maxChars) {
        if (query.length() > maxChars) {
            return Optional.empty();
        }
        var kept =
                Arrays.stream(query.split(BORDER, -1))
                        .filter(LoggedQuery::mayBeKept)
                        .collect(Collectors.joining("&"));
        return Optional.of(kept).filter(text -> !text.isEmpty());
    }

    private static boolean mayBeKept(String pair) {
        var end = pair.indexOf('=');
        try {
            var name = URLDecoder.decode(end < 0 ? pair : pair.substring(0, end), UTF_8);
            return LoggedHeaders.mayBeKept(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

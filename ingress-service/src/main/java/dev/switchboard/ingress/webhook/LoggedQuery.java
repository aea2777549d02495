package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Query parameters of a request that may be logged: without credentials. */
final class LoggedQuery {
    /** Both separate parameters, depending on the parser. */
    private static final String SEPARATOR = "[&;]";

    private LoggedQuery() {}

    /**
     * Empty if nothing of it may be logged.
     *
     * @param maxChars maximum size of a query that is logged at all; ours have some 100
     */
    static Optional<String> of(String query, int maxChars) {
        if (query.length() > maxChars) {
            return Optional.empty();
        }
        var logged =
                Arrays.stream(query.split(SEPARATOR, -1))
                        .filter(LoggedQuery::isLoggable)
                        .collect(Collectors.joining("&"));
        return Optional.of(logged).filter(text -> !text.isEmpty());
    }

    private static boolean isLoggable(String pair) {
        var end = pair.indexOf('=');
        try {
            var name = URLDecoder.decode(end < 0 ? pair : pair.substring(0, end), UTF_8);
            return LoggedHeaders.isLoggable(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

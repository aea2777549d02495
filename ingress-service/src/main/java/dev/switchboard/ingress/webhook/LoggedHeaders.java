package dev.switchboard.ingress.webhook;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The headers of a request that may be kept: none that proves who sent it, and not without end. */
final class LoggedHeaders {
    private static final List<String> SECRET =
            List.of("signature", "authorization", "cookie", "secret", "token", "key");

    /** Twilio's mark of a repeated webhook; no secret, whatever its name. */
    private static final String REPEAT_MARK = "i-twilio-idempotency-token";

    private LoggedHeaders() {}

    /**
     * @param maxChars how much of them is kept; a provider's, with what proxies add, have some 800
     */
    static Map<String, String> of(MultiMap headers, int maxChars) {
        Map<String, String> kept = new HashMap<>();
        var chars = 0;
        for (var header : headers) {
            if (mayBeKept(header.getKey())) {
                chars += header.getKey().length() + header.getValue().length();
                if (chars > maxChars) {
                    break;
                }
                kept.merge(
                        header.getKey(), header.getValue(), (first, next) -> first + ", " + next);
            }
        }
        return kept;
    }

    static boolean mayBeKept(String written) {
        var name = written.toLowerCase(Locale.ROOT);
        return name.equals(REPEAT_MARK) || SECRET.stream().noneMatch(name::contains);
    }
}

package dev.switchboard.ingress.webhook;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The headers of a request that may be kept: none that proves who sent it. */
final class LoggedHeaders {
    private static final List<String> SECRET =
            List.of("signature", "authorization", "cookie", "secret", "token", "key");

    /** Twilio's mark of a repeated webhook; no secret, whatever its name. */
    private static final String REPEAT_MARK = "i-twilio-idempotency-token";

    private LoggedHeaders() {}

    static Map<String, String> of(MultiMap headers) {
        Map<String, String> kept = new HashMap<>();
        headers.forEach((name, value) -> {
            if (mayBeKept(name)) {
                kept.merge(name, value, (first, second) -> first + ", " + second);
            }
        });
        return kept;
    }

    static boolean mayBeKept(String written) {
        var name = written.toLowerCase(Locale.ROOT);
        return name.equals(REPEAT_MARK) || SECRET.stream().noneMatch(name::contains);
    }
}

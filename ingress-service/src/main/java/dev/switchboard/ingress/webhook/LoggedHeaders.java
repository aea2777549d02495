package dev.switchboard.ingress.webhook;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Headers of a request that may be logged: without credentials, up to a size. */
final class LoggedHeaders {
    private static final List<String> SECRET =
            List.of("signature", "authorization", "cookie", "secret", "token", "key");

    /** Twilio's mark of a retried webhook; not a secret despite its name. */
    private static final String IDEMPOTENCY_HEADER = "i-twilio-idempotency-token";

    private LoggedHeaders() {}

    /**
     * @param maxChars maximum size; a provider's headers and those of proxies have some 800
     */
    static Map<String, String> of(MultiMap headers, int maxChars) {
        Map<String, String> logged = new HashMap<>();
        var chars = 0;
        for (var header : headers) {
            if (isLoggable(header.getKey())) {
                chars += header.getKey().length() + header.getValue().length();
                if (chars > maxChars) {
                    break;
                }
                logged.merge(
                        header.getKey(), header.getValue(), (first, next) -> first + ", " + next);
            }
        }
        return logged;
    }

    static boolean isLoggable(String name) {
        var lowerCase = name.toLowerCase(Locale.ROOT);
        return lowerCase.equals(IDEMPOTENCY_HEADER)
                || SECRET.stream().noneMatch(lowerCase::contains);
    }
}

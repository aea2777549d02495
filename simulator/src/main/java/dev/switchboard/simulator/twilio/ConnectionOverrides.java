package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.webhook.RetryRule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the retries a webhook URL's fragment asks for ({@code #rc=5&rp=5xx,ct,rt}), as Twilio's
 * documentation on webhook connection overrides describes: without it, one retry when the
 * connection fails and none after a response.
 */
final class ConnectionOverrides {
    /** Five retries fit in the 15 s Twilio gives a webhook in all. */
    private static final List<Duration> BACKOFFS =
            Stream.of(250L, 500L, 1_000L, 2_000L, 4_000L).map(Duration::ofMillis).toList();

    private ConnectionOverrides() {}

    static RetryRule of(URI url) {
        var retries = 1;
        var when = Set.of("ct");
        var fragment = url.getFragment() == null ? "" : url.getFragment();
        for (String pair : fragment.split("&", -1)) {
            if (pair.matches("rc=[0-5]")) {
                retries = Integer.parseInt(pair.substring(3));
            } else if (pair.startsWith("rp=")) {
                when = Set.of(pair.substring(3).split(",", -1));
            }
        }
        var policy = when;
        return new RetryRule(BACKOFFS.subList(0, retries), status -> isRetried(policy, status));
    }

    private static boolean isRetried(Set<String> when, int status) {
        return when.contains("all")
                || switch (status / 100) {
                    case 0 -> when.contains("ct") || when.contains("rt");
                    case 4 -> when.contains("4xx");
                    case 5 -> when.contains("5xx");
                    default -> false;
                };
    }
}

package dev.switchboard.chassis.config;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Classifies the host of a URL: on this machine, in the same network, or anywhere. */
final class Host {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]+){3}|\\[?::1]?");

    /** A name without a dot, as containers of one network have. */
    private static final Pattern NEIGHBOUR = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private static final Pattern PRIVATE =
            Pattern.compile(
                    "10(\\.[0-9]+){3}|192\\.168(\\.[0-9]+){2}|172\\.(1[6-9]|2[0-9]|3[01])(\\.[0-9]+){2}"
                        + "|.+\\.(internal|local|localhost|svc)");

    private Host() {}

    /** Returns whether it is this machine or a container beside it, where the simulator may run. */
    static boolean isBeside(String url) {
        return of(url).filter(host ->
                        LOOPBACK.matcher(host).matches() || NEIGHBOUR.matcher(host).matches())
                .isPresent();
    }

    /** Returns whether it is in a private network. */
    static boolean isInside(String url) {
        return isBeside(url) || of(url).filter(host -> PRIVATE.matcher(host).matches()).isPresent();
    }

    private static Optional<String> of(String url) {
        try {
            return Optional.ofNullable(URI.create(url.strip()).getHost());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package dev.switchboard.chassis.setting;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** The host of a URL, by where it can be: on this machine, in the same network, or anywhere. */
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

    /** This machine or a container beside it, where the simulator may be. */
    static boolean isBeside(String url) {
        return of(url).filter(host ->
                        LOOPBACK.matcher(host).matches() || NEIGHBOUR.matcher(host).matches())
                .isPresent();
    }

    /** In a network that strangers do not see. */
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

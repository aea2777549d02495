package dev.switchboard.chassis.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Refuses secrets that are publicly known, short, or shared by two settings, and providers reached
 * without TLS. Known and short secrets are accepted only with {@code ENVIRONMENT=local} and the
 * simulator in place of the provider; those that give access to the product, only while every
 * channel is the simulator's.
 */
public final class SecretRules {
    private static final int MIN_LENGTH = 16;

    /**
     * Lower minimum of the verify token: people choose it themselves, and it gives access to
     * nothing.
     */
    private static final int MIN_VERIFY_TOKEN_LENGTH = 8;

    /** Defaults in docker-compose.yml, deploy/local.env and the local stack, and usual ones. */
    private static final Set<String> KNOWN =
            Set.of(
                    "simulated",
                    "simulated-auth-token",
                    "simulated-access-token",
                    "simulated-app-secret",
                    "simulated-verify-token",
                    "local-api-token",
                    "local-only",
                    "ac" + "0".repeat(32),
                    "admin",
                    "postgres",
                    "switchboard",
                    "secret",
                    "token",
                    "test");

    private static final Pattern PLACEHOLDER =
            Pattern.compile("your[-_ ].*|<.*>|x{3,}|\\*+|change[-_ ]?(me|it)|pass(word)?[0-9]*");

    /** Secrets of each provider, by the setting of the provider's address. */
    private static final Map<String, List<String>> BY_PROVIDER =
            Map.of(
                    "TWILIO_BASE_URL", List.of("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
                    "WHATSAPP_GRAPH_BASE_URL",
                            List.of("WHATSAPP_ACCESS_TOKEN", "WHATSAPP_APP_SECRET", "VERIFY_TOKEN"),
                    "AI_BASE_URL", List.of("AI_API_KEY"),
                    "ASKYOURDATABASE_BASE_URL", List.of("ASKYOURDATABASE_API_KEY"));

    private static final List<String> CHANNELS =
            List.of("TWILIO_BASE_URL", "WHATSAPP_GRAPH_BASE_URL");

    /** Secrets that let their owner send us messages that we trust, or read our data. */
    private static final List<String> ENTRANCES =
            List.of(
                    "TWILIO_AUTH_TOKEN",
                    "WHATSAPP_APP_SECRET",
                    "VERIFY_TOKEN",
                    "SWITCHBOARD_API_TOKEN",
                    "SWITCHBOARD_OPERATOR_TOKEN",
                    "DATABASE_URL");

    /** Minimum lengths; the length of a model's key is up to the model. */
    private static final Map<String, Integer> MIN_LENGTH_BY_NAME =
            Map.of(
                    "TWILIO_AUTH_TOKEN", MIN_LENGTH,
                    "WHATSAPP_ACCESS_TOKEN", MIN_LENGTH,
                    "WHATSAPP_APP_SECRET", MIN_LENGTH,
                    "VERIFY_TOKEN", MIN_VERIFY_TOKEN_LENGTH,
                    "SWITCHBOARD_API_TOKEN", MIN_LENGTH,
                    "SWITCHBOARD_OPERATOR_TOKEN", MIN_LENGTH);

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]+){3}|\\[?::1]?");

    /** A name without a dot, as containers of one network have. */
    private static final Pattern NEIGHBOUR = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private static final Pattern PRIVATE =
            Pattern.compile(
                    "10(\\.[0-9]+){3}|192\\.168(\\.[0-9]+){2}|172\\.(1[6-9]|2[0-9]|3[01])(\\.[0-9]+){2}"
                        + "|.+\\.(internal|local|localhost|svc)");

    private final Function<String, Optional<String>> values;

    private SecretRules(Function<String, Optional<String>> values) {
        this.values = name -> values.apply(name).filter(value -> !value.isBlank());
    }

    /** Returns the first secret that is refused, in one line without its value. */
    static Optional<String> complaint(Function<String, Optional<String>> values) {
        return new SecretRules(values).complaint();
    }

    private Optional<String> complaint() {
        return Stream.concat(
                        Stream.concat(
                                        ENTRANCES.stream(),
                                        BY_PROVIDER.values().stream().flatMap(List::stream))
                                .distinct()
                                .sorted()
                                .flatMap(name -> weakness(name).stream()),
                        Stream.concat(shared().stream(), unencrypted()))
                .findFirst();
    }

    private Optional<String> weakness(String name) {
        var parts = parts(name);
        if (parts.isEmpty() || isSheltered(name)) {
            return Optional.empty();
        }
        if (parts.stream().anyMatch(SecretRules::isKnown)) {
            return Optional.of(
                    name
                            + (name.equals("DATABASE_URL") ? " has a password" : " is a word")
                            + " that everybody knows: set one of your own (known ones do with"
                            + " ENVIRONMENT=local and the simulator's addresses alone)");
        }
        var minLength = MIN_LENGTH_BY_NAME.getOrDefault(name, 0);
        return parts.stream().anyMatch(part -> part.length() < minLength)
                ? Optional.of(
                        "%s is too short: it must have %d characters or more"
                                .formatted(name, minLength))
                : Optional.empty();
    }

    /** Returns whether nothing is reachable from outside and nothing is sent there. */
    private boolean isSheltered(String secret) {
        var provider =
                BY_PROVIDER.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(secret))
                        .map(Map.Entry::getKey)
                        .findFirst();
        return values.apply("ENVIRONMENT").filter("local"::equals).isPresent()
                && provider.map(this::isSimulated).orElse(true)
                && (!ENTRANCES.contains(secret) || CHANNELS.stream().noneMatch(this::isReal));
    }

    /**
     * Returns whether the provider is simulated; one without a configured address is the real one.
     */
    private boolean isSimulated(String baseUrl) {
        return values.apply(baseUrl).filter(SecretRules::isBeside).isPresent();
    }

    /** Returns whether the channel is a real one; a channel without any setting is closed. */
    private boolean isReal(String baseUrl) {
        return !isSimulated(baseUrl)
                && (values.apply(baseUrl).isPresent()
                        || BY_PROVIDER.getOrDefault(baseUrl, List.of()).stream()
                                .anyMatch(name -> values.apply(name).isPresent()));
    }

    /**
     * Returns a complaint about a secret that two settings share: knowing the lesser would give
     * access to the greater.
     */
    private Optional<String> shared() {
        var owners = new HashMap<String, String>();
        var complaints = new ArrayList<String>();
        for (var name : MIN_LENGTH_BY_NAME.keySet().stream().sorted().toList()) {
            for (var part : Set.copyOf(parts(name))) {
                var other = owners.putIfAbsent(part, name);
                if (other != null) {
                    complaints.add(
                            "%s is invalid: it must be another than %s".formatted(name, other));
                }
            }
        }
        return complaints.stream().findFirst();
    }

    /**
     * Returns complaints about providers outside of the own network that are reached without TLS.
     */
    private Stream<String> unencrypted() {
        return BY_PROVIDER.keySet().stream()
                .sorted()
                .filter(name -> values.apply(name).filter(SecretRules::isTlsMissing).isPresent())
                .map(name ->
                        name
                                + " is invalid: it must be an https URL (http in your own network"
                                + " alone)");
    }

    /** Returns whether a URL leads out of the own network without TLS. */
    public static boolean isTlsMissing(String url) {
        return !url.startsWith("https:") && !isInside(url);
    }

    /** Returns the values, several separated by commas during a rotation; of a URL the password. */
    private List<String> parts(String name) {
        var value = values.apply(name);
        if (name.equals("DATABASE_URL")) {
            return value.filter(DatabaseUrl::isValid).flatMap(DatabaseUrl::passwordIn).stream()
                    .toList();
        }
        return value.stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static boolean isKnown(String secret) {
        var word = secret.toLowerCase(Locale.ROOT);
        return KNOWN.contains(word) || PLACEHOLDER.matcher(word).matches();
    }

    /**
     * Returns whether a URL's host is this machine or a container beside it, where the simulator
     * may run.
     */
    private static boolean isBeside(String url) {
        return host(url)
                .filter(host ->
                        LOOPBACK.matcher(host).matches() || NEIGHBOUR.matcher(host).matches())
                .isPresent();
    }

    /** Returns whether a URL's host is in a private network. */
    private static boolean isInside(String url) {
        return isBeside(url)
                || host(url).filter(host -> PRIVATE.matcher(host).matches()).isPresent();
    }

    private static Optional<String> host(String url) {
        try {
            return Optional.ofNullable(URI.create(url.strip()).getHost());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

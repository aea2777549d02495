package dev.switchboard.chassis.setting;

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
 * Refuses secrets that everybody knows, that are short, or that two settings share. Known and short
 * ones are accepted only with {@code ENVIRONMENT=local} and the simulator in the provider's place;
 * those that open the product to whoever has them, only while every channel is the simulator's.
 */
final class SecretRules {
    private static final int SHORTEST = 16;

    /** People choose it themselves, and it opens nothing. */
    private static final int SHORTEST_VERIFY_TOKEN = 8;

    /** Each default in docker-compose.yml, deploy/local.env and the local stack, and usual ones. */
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

    /** Each secret of a provider, with the setting that says where the provider is. */
    private static final Map<String, List<String>> BY_PROVIDER =
            Map.of(
                    "TWILIO_BASE_URL", List.of("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
                    "WHATSAPP_GRAPH_BASE_URL",
                            List.of("WHATSAPP_ACCESS_TOKEN", "WHATSAPP_APP_SECRET", "VERIFY_TOKEN"),
                    "AI_BASE_URL", List.of("AI_API_KEY"));

    private static final List<String> CHANNELS =
            List.of("TWILIO_BASE_URL", "WHATSAPP_GRAPH_BASE_URL");

    /** Whoever has one of these can send us what we believe, or reads what we hold. */
    private static final List<String> ENTRANCES =
            List.of(
                    "TWILIO_AUTH_TOKEN",
                    "WHATSAPP_APP_SECRET",
                    "VERIFY_TOKEN",
                    "SWITCHBOARD_API_TOKEN",
                    "SWITCHBOARD_OPERATOR_TOKEN",
                    "DATABASE_URL");

    /** How long they must be; a model's key is the model's affair. */
    private static final Map<String, Integer> SHORTEST_BY_NAME =
            Map.of(
                    "TWILIO_AUTH_TOKEN", SHORTEST,
                    "WHATSAPP_ACCESS_TOKEN", SHORTEST,
                    "WHATSAPP_APP_SECRET", SHORTEST,
                    "VERIFY_TOKEN", SHORTEST_VERIFY_TOKEN,
                    "SWITCHBOARD_API_TOKEN", SHORTEST,
                    "SWITCHBOARD_OPERATOR_TOKEN", SHORTEST);

    private final Function<String, Optional<String>> values;

    private SecretRules(Function<String, Optional<String>> values) {
        this.values = name -> values.apply(name).filter(value -> !value.isBlank());
    }

    /** The first secret that is refused, in one line without its value. */
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
                        shared().stream())
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
        var shortest = SHORTEST_BY_NAME.getOrDefault(name, 0);
        return parts.stream().anyMatch(part -> part.length() < shortest)
                ? Optional.of(
                        "%s is too short: it must have %d characters or more"
                                .formatted(name, shortest))
                : Optional.empty();
    }

    /** Where nobody from outside comes in and nothing goes there. */
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

    /** Where its address is not set, a provider is the real one. */
    private boolean isSimulated(String baseUrl) {
        return values.apply(baseUrl).filter(Host::isBeside).isPresent();
    }

    /** A channel of which nothing is set is closed. */
    private boolean isReal(String baseUrl) {
        return !isSimulated(baseUrl)
                && (values.apply(baseUrl).isPresent()
                        || BY_PROVIDER.getOrDefault(baseUrl, List.of()).stream()
                                .anyMatch(name -> values.apply(name).isPresent()));
    }

    /** One that serves for two purposes opens with the lesser what the greater guards. */
    private Optional<String> shared() {
        var owners = new HashMap<String, String>();
        var complaints = new ArrayList<String>();
        for (var name : SHORTEST_BY_NAME.keySet().stream().sorted().toList()) {
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

    /** Several with commas between them while one replaces the other; of a URL the password. */
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
}

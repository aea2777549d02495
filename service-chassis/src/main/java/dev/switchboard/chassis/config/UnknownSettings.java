package dev.switchboard.chassis.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.common.privacy.Masked;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Warns at start of unknown settings with a prefix of the product's, such as misspelt ones. Known
 * are those of {@code docs/settings.md}, which is packed with this class.
 */
@ApplicationScoped
class UnknownSettings {
    private static final Logger LOG = Logger.getLogger(UnknownSettings.class);

    /** Read by the local stack alone, for its simulator. */
    private static final Set<String> OF_LOCAL_STACK =
            Set.of("META_WEBHOOK_URL", "WHATSAPP_DISPLAY_NUMBER");

    private static final Pattern OURS =
            Pattern.compile(
                    "(TWILIO|WHATSAPP|META|AI|ASKYOURDATABASE|BURST|BUFFER|DELIVERY|FENCE|SEND|RATE_LIMIT|TEXT|RETENTION"
                        + "|INGRESS|TOPICS|TAKEOVER|OPT|SECRETS)_[A-Z0-9_]+");

    /**
     * Variables by which orchestrators tell containers the addresses of services, by the services'
     * names.
     */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*_(SERVICE_(HOST|PORT.*)|PORT(_[0-9]+_.*)?)");

    /** Suffix of a setting of a single business number: its digits. */
    private static final Pattern OF_NUMBER = Pattern.compile("_[0-9]{5,}$");

    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]+)`");
    private static final int MAX_DISTANCE = 4;

    private final Config config;

    UnknownSettings(Config config) {
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        var names = new TreeSet<String>();
        config.getPropertyNames().forEach(names::add);
        try {
            names.addAll(SettingsFile.atStart(config).keySet());
        } catch (IllegalArgumentException e) {
            // It keeps services from starting; where it does not, nothing of it is in force.
            LOG.warn(e.getMessage());
        }
        warnings(names).forEach(LOG::warn);
    }

    /** Returns a sentence for each unknown name, with the name that may be meant. */
    static List<String> warnings(Iterable<String> names) {
        var known = known();
        var warnings = new ArrayList<String>();
        for (var name : names) {
            var plain = OF_NUMBER.matcher(name).replaceFirst("");
            if (OURS.matcher(name).matches()
                    && !known.contains(plain)
                    && !SERVICE_LINK.matcher(name).matches()) {
                warnings.add(
                        "Unknown setting name="
                                + Masked.numbersIn(name)
                                + nearest(plain, known)
                                        .map(near -> " did-you-mean=" + near)
                                        .orElse(""));
            }
        }
        return warnings;
    }

    private static Optional<String> nearest(String name, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(other -> distance(name, other)))
                .filter(other -> distance(name, other) <= MAX_DISTANCE);
    }

    /** Returns the Levenshtein distance. */
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                var replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    private static Set<String> known() {
        return Stream.of(
                        SettingNames.OLDER.values().stream(),
                        OF_LOCAL_STACK.stream(),
                        LISTED.matcher(page()).results().map(found -> found.group(1)))
                .flatMap(names -> names)
                .collect(Collectors.toSet());
    }

    private static String page() {
        try (var file =
                UnknownSettings.class.getResourceAsStream("/META-INF/switchboard/settings.md")) {
            return file == null ? "" : new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

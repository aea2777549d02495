package dev.switchboard.chassis.setting;

import dev.switchboard.model.privacy.Masked;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Settings that may change while the service runs: those in {@code settings.yaml}, a flat map of
 * names to values. The file is looked at again when it was last looked at more than {@link #FRESH}
 * ago; one that is broken then leaves the old values in force, one that is broken at start stops
 * it. What the environment or {@code .env} says wins over the file.
 */
@ApplicationScoped
public class LiveSettings {
    private static final Logger LOG = Logger.getLogger(LiveSettings.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Config config;
    private final Path file;
    private final InstantSource clock;
    private volatile Seen seen = new Seen("", Map.of(), Instant.EPOCH);

    LiveSettings(
            Config config,
            @ConfigProperty(name = SettingsFile.NAME, defaultValue = SettingsFile.USUAL)
                    String file,
            InstantSource clock) {
        this.config = config;
        this.file = Path.of(file);
        this.clock = clock;
    }

    /** The value in force now; empty where neither the environment nor the file sets it. */
    public Optional<String> value(String name) {
        return config.getOptionalValue(name, String.class)
                .or(() -> Optional.ofNullable(current().values().get(name)))
                .filter(value -> !value.isBlank());
    }

    private Seen current() {
        var now = clock.instant();
        if (now.isAfter(seen.at().plus(FRESH))) {
            seen = look(seen, now);
        }
        return seen;
    }

    private Seen look(Seen before, Instant now) {
        try {
            var text = Files.readString(file);
            return text.equals(before.text())
                    ? new Seen(text, before.values(), now)
                    : read(text, now);
        } catch (NoSuchFileException e) {
            return new Seen("", Map.of(), now);
        } catch (IOException | RuntimeException e) {
            LOG.warnf(
                    "Settings file not read, the old values stay file=%s cause=%s",
                    file, e.getClass().getSimpleName());
            return new Seen(before.text(), before.values(), now);
        }
    }

    private Seen read(String text, Instant now) throws IOException {
        var values = SettingsFile.parse(text);
        // Names may end in a business number.
        var names = Masked.numbersIn(String.join(",", values.keySet()));
        LOG.infof("Settings file read file=%s settings=%s", file, names);
        return new Seen(text, values, now);
    }

    private record Seen(String text, Map<String, String> values, Instant at) {}
}

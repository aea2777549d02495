package dev.switchboard.chassis.config;

import dev.switchboard.common.privacy.Masked;
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
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Settings that may change while the service runs: those in {@code settings.yaml}, a flat map of
 * names to values. The file is read again when it was last read more than {@link #RELOAD_INTERVAL}
 * ago; one that is broken then leaves the old values in force, one that is broken at start stops
 * the service. Values of the environment or {@code .env} win over the file.
 */
@ApplicationScoped
public class LiveSettings {
    private static final Logger LOG = Logger.getLogger(LiveSettings.class);
    private static final Duration RELOAD_INTERVAL = Duration.ofSeconds(1);

    private final Config config;

    /** Values of the environment, which does not change; a look-up of it is not cheap. */
    private final Map<String, Optional<String>> environment = new ConcurrentHashMap<>();

    private final Path file;
    private final InstantSource clock;
    private volatile Snapshot snapshot = new Snapshot("", Map.of(), Instant.EPOCH);

    LiveSettings(
            Config config,
            @ConfigProperty(name = SettingsFile.NAME, defaultValue = SettingsFile.DEFAULT_FILE)
                    String file,
            InstantSource clock) {
        this.config = config;
        this.file = Path.of(file);
        this.clock = clock;
    }

    /** Returns the value in force now; empty if neither the environment nor the file sets it. */
    public Optional<String> value(String name) {
        return environment
                .computeIfAbsent(name, key -> config.getOptionalValue(key, String.class))
                .or(() -> Optional.ofNullable(current().values().get(name)))
                .filter(value -> !value.isBlank());
    }

    private Snapshot current() {
        var now = clock.instant();
        if (now.isAfter(snapshot.at().plus(RELOAD_INTERVAL))) {
            snapshot = refresh(snapshot, now);
        }
        return snapshot;
    }

    private Snapshot refresh(Snapshot before, Instant now) {
        try {
            var text = Files.readString(file);
            return text.equals(before.text())
                    ? new Snapshot(text, before.values(), now)
                    : read(text, now);
        } catch (NoSuchFileException e) {
            return new Snapshot("", Map.of(), now);
        } catch (IOException | RuntimeException e) {
            LOG.warnf(
                    "Settings file unreadable, keeping the old values file=%s cause=%s",
                    file, e.getClass().getSimpleName());
            return new Snapshot(before.text(), before.values(), now);
        }
    }

    private Snapshot read(String text, Instant now) throws IOException {
        var values = SettingsFile.parse(text);
        // Names may end in a business number.
        var names = Masked.numbersIn(String.join(",", values.keySet()));
        LOG.infof("Settings file read file=%s settings=%s", file, names);
        return new Snapshot(text, values, now);
    }

    private record Snapshot(String text, Map<String, String> values, Instant at) {}
}

package dev.switchboard.aiworker.setting;

import dev.switchboard.aiworker.history.HistoryLimits;
import dev.switchboard.aiworker.history.HistorySettings;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.AiSettingsReader;
import dev.switchboard.transcript.setting.CustomTextIndex;
import dev.switchboard.transcript.setting.PersonaIndex;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the AI that are in force. Their version is asked for once a second; when it is
 * another one all are read and replaced at once. While the database is away the last ones stay in
 * force. Safe for use by many threads.
 */
@ApplicationScoped
public class AiSettings {
    private static final Logger LOG = Logger.getLogger(AiSettings.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final AiSettingsReader reader;
    private final ProfileModels models;
    private final HistoryLimits historyLimits;
    private final MeterRegistry meters;
    private final Gauge versionGauge;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("ai-settings").factory());
    private volatile @Nullable AiSettingsSnapshot snapshot;
    private volatile boolean isUnreadable;

    AiSettings(
            AiSettingsReader reader,
            ProfileModels models,
            HistorySettings history,
            MeterRegistry meters) {
        this.reader = reader;
        this.models = models;
        historyLimits = new HistoryLimits(history.maxMessages(), history.maxTokens());
        this.meters = meters;
        versionGauge =
                Gauge.builder("switchboard.settings.version", this, AiSettings::version)
                        .register(meters);
    }

    void start(@Observes StartupEvent started) {
        var _ =
                timer.scheduleWithFixedDelay(
                        this::poll, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Another instance in this JVM, as after a reload in dev mode, has a gauge of its own. */
    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
        meters.remove(versionGauge);
    }

    /** Settings of a conversation, as they are now. */
    public ConversationSettings of(ConversationKey conversation) {
        var current = snapshot;
        return (current == null ? refreshed() : current).of(conversation);
    }

    private double version() {
        var current = snapshot;
        return current == null ? Double.NaN : current.version();
    }

    /** Outermost frame of the timer. */
    void poll() {
        try {
            var version = refreshed().version();
            if (isUnreadable) {
                isUnreadable = false;
                LOG.infof("AI settings readable again version=%d", version);
            }
        } catch (RuntimeException e) {
            if (!isUnreadable) {
                isUnreadable = true;
                LOG.warnf(
                        "AI settings not readable, the last ones stay in force version=%.0f"
                                + " cause=%s",
                        version(), LoggableFailure.summary(e));
            }
        }
    }

    private synchronized AiSettingsSnapshot refreshed() {
        var current = snapshot;
        if (current != null && current.version() == reader.version()) {
            return current;
        }
        var read = read();
        snapshot = read;
        return read;
    }

    private AiSettingsSnapshot read() {
        var read = reader.read();
        var active = read.profiles().stream().filter(profile -> profile.values().active()).toList();
        var guarded = models.replace(active);
        LOG.infof(
                "AI settings in force version=%d profiles=%d personas=%d texts=%d",
                read.version(), active.size(), read.personas().size(), read.texts().size());
        return new AiSettingsSnapshot(
                read.version(),
                new PersonaIndex(read.personas()),
                new CustomTextIndex(read.texts()),
                guarded,
                active.stream()
                        .findFirst()
                        .map(AiProfile::id)
                        .map(guarded::get)
                        .orElseGet(models::builtIn),
                historyLimits);
    }
}

package dev.switchboard.aiworker.setting;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.switchboard.aiworker.history.HistoryLimits;
import dev.switchboard.aiworker.history.HistorySettings;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.transcript.aicontrol.AiState;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.AiSettingsReader;
import dev.switchboard.transcript.setting.BusinessKey;
import dev.switchboard.transcript.setting.CustomTextIndex;
import dev.switchboard.transcript.setting.PersonaIndex;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the AI that are in force. When another version of them is polled, all are read and
 * replaced at once; those that cannot be read leave the last ones in force. Safe for use by many
 * threads.
 */
@ApplicationScoped
public class AiSettings {
    private static final Logger LOG = Logger.getLogger(AiSettings.class);
    private static final int MAX_BUSINESS_KEYS = 1_000;

    private final AiSettingsReader reader;
    private final ProfileModels models;

    /** Parsing a phone number costs more than the rest of a look-up. */
    private final LoadingCache<BusinessNumber, List<String>> businessKeys =
            Caffeine.newBuilder().maximumSize(MAX_BUSINESS_KEYS).build(BusinessKey::allOf);

    private final HistoryLimits historyLimits;
    private final MeterRegistry meters;
    private final Gauge versionGauge;
    private volatile @Nullable AiSettingsSnapshot snapshot;

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

    /** Reads all settings where their version is another one, also an earlier one. */
    void apply(@Observes AiState state) {
        var current = snapshot;
        if (current == null || current.version() != state.settingsVersion()) {
            refresh();
        }
    }

    /** Another instance in this JVM, as after a reload in dev mode, has a gauge of its own. */
    void stop(@Observes ShutdownEvent stopping) {
        meters.remove(versionGauge);
    }

    /** Settings of a conversation, as they are now. */
    public ConversationSettings of(ConversationKey conversation) {
        var current = snapshot;
        return (current == null ? first() : current)
                .of(conversation, businessKeys.get(conversation.business()));
    }

    private double version() {
        var current = snapshot;
        return current == null ? Double.NaN : current.version();
    }

    private synchronized AiSettingsSnapshot first() {
        var current = snapshot;
        return current == null ? refresh() : current;
    }

    private synchronized AiSettingsSnapshot refresh() {
        var read = read();
        snapshot = read;
        return read;
    }

    private AiSettingsSnapshot read() {
        var read = reader.read();
        var chains = models.replace(read.profiles());
        LOG.infof(
                "AI settings in force version=%d profiles=%d personas=%d texts=%d",
                read.version(), chains.size(), read.personas().size(), read.texts().size());
        return new AiSettingsSnapshot(
                read.version(),
                new PersonaIndex(read.personas()),
                new CustomTextIndex(read.texts()),
                chains,
                read.profiles().stream()
                        .map(AiProfile::id)
                        .filter(chains::containsKey)
                        .findFirst()
                        .map(chains::get)
                        .orElseGet(models::builtIn),
                historyLimits);
    }
}

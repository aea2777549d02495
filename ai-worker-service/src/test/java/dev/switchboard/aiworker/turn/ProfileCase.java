package dev.switchboard.aiworker.turn;

import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.setting.AiSettings;
import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.AiProfileStore;
import dev.switchboard.transcript.setting.KeySealer;
import dev.switchboard.transcript.setting.SettingChanges;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;

/** Base of the tests of turns that an AI profile answers: the only one, and so everybody's. */
abstract class ProfileCase extends TurnCase {
    @Inject AiSettings settings;
    @Inject SettingChanges changes;
    @Inject AiProfileStore profiles;
    @Inject KeySealer keys;

    @AfterEach
    void removeProfiles() {
        change(_ -> profiles.all().forEach(profile -> profiles.delete(profile.id())));
    }

    /** A profile that answers from now on. */
    UUID activate(ModelProvider provider, String baseUrl, String key) {
        var id = UUID.randomUUID();
        change(version ->
                profiles.insert(
                        new AiProfile(
                                id,
                                version,
                                values(provider, baseUrl),
                                Optional.of(keys.seal(id, key)))));
        return id;
    }

    private static AiProfile.Values values(ModelProvider provider, String baseUrl) {
        return new AiProfile.Values(
                "of-the-test",
                provider.settingName(),
                provider == ModelProvider.ASKYOURDATABASE
                        ? Optional.of("custom")
                        : Optional.empty(),
                Optional.of(baseUrl),
                1000,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Duration.ofSeconds(40),
                1000,
                List.of(),
                true);
    }

    /** Writes, and waits until that is in force. */
    void change(LongConsumer write) {
        var version =
                changes.write(raised -> {
                    write.accept(raised);
                    return raised;
                });
        await().atMost(Duration.ofSeconds(20))
                .until(() -> settings.of(customer.conversation()).version() == version);
    }
}

package dev.switchboard.localstack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackSettingsTest {
    private static final StackPorts PORTS = StackPorts.standard();

    @TempDir Path directory;

    @Test
    void environmentWinsOverDotEnvOverSecretsOverAddresses() {
        // Given
        Map<String, String> secrets =
                Map.of("A", "secret", "B", "secret", "C", "secret", "REDIS_URL", "secret");
        Map<String, String> dotEnv = Map.of("A", "dotenv", "B", "dotenv");
        Map<String, String> environment = Map.of("A", "environment");

        // When
        StackSettings settings = StackSettings.of(PORTS, secrets, dotEnv, environment);

        // Then
        assertThat(settings.get("A")).isEqualTo("environment");
        assertThat(settings.get("B")).isEqualTo("dotenv");
        assertThat(settings.get("C")).isEqualTo("secret");
        assertThat(settings.get("REDIS_URL")).isEqualTo("secret");
        assertThat(settings.get("KAFKA_BOOTSTRAP_SERVERS")).isEqualTo("127.0.0.1:19092");
    }

    @Test
    void simulatorIsTheModelWithoutAKey() {
        // When
        StackSettings settings = StackSettings.of(PORTS, Map.of(), Map.of(), Map.of());

        // Then
        assertThat(settings.get("AI_BASE_URL")).isEqualTo("http://127.0.0.1:8090/v1beta");
        assertThat(settings.get("GOOGLE_API_KEY")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "openai, /v1",
        "anthropic, /v1",
        "custom, /v1",
        "perplexity, ''",
        "ollama, ''",
        "askyourdatabase, ''",
        "Gemini, /v1beta"
    })
    void simulatorIsTheModelOfAnyProvider(String provider, String path) {
        // When
        StackSettings settings =
                StackSettings.of(PORTS, Map.of(), Map.of("AI_PROVIDER", provider), Map.of());

        // Then
        assertThat(settings.get("AI_BASE_URL")).isEqualTo("http://127.0.0.1:8090" + path);
        assertThat(settings.all())
                .containsEntry(
                        provider.equals("Gemini") ? "GOOGLE_API_KEY" : "AI_API_KEY", "simulated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GOOGLE_API_KEY", "AI_API_KEY"})
    void realModelIsUsedWithAKey(String name) {
        // When
        StackSettings settings = StackSettings.of(PORTS, Map.of(), Map.of(name, "real"), Map.of());

        // Then
        assertThat(settings.all()).containsEntry(name, "real").doesNotContainKey("AI_BASE_URL");
    }

    @ParameterizedTest
    @CsvSource({
        "DB_URL,DATABASE_URL",
        "REDIS_URI,REDIS_URL",
        "TWILIO_FROM_NUMBER,TWILIO_WHATSAPP_NUMBER"
    })
    void legacyNamesWinOverTheStacksOwnValuesToo(String legacy, String current) {
        // When
        StackSettings settings =
                StackSettings.of(PORTS, Map.of(), Map.of(legacy, "theirs"), Map.of());

        // Then
        assertThat(settings.get(current)).isEqualTo("theirs");
    }

    @Test
    void blankLegacyNamesCountAsNotSet() {
        // When
        StackSettings settings =
                StackSettings.of(PORTS, Map.of(), Map.of("REDIS_URI", " "), Map.of());

        // Then
        assertThat(settings.get("REDIS_URL")).isEqualTo("redis://127.0.0.1:16379");
    }

    @Test
    void keyWithABaseUrlIsUsedAtThatUrl() {
        // When
        StackSettings settings =
                StackSettings.of(
                        PORTS,
                        Map.of(),
                        Map.of("GOOGLE_API_KEY", "theirs", "AI_BASE_URL", "http://there/v1beta"),
                        Map.of());

        // Then
        assertThat(settings.all())
                .containsEntry("GOOGLE_API_KEY", "theirs")
                .containsEntry("AI_BASE_URL", "http://there/v1beta");
    }

    @Test
    void secretsAreGeneratedOnceForTheirOwnerOnly() throws Exception {
        // Given
        Path file = directory.resolve("env");
        Map<String, String> first = Secrets.loadOrGenerate(file);

        // When
        Map<String, String> second = Secrets.loadOrGenerate(file);

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(first.get("TWILIO_ACCOUNT_SID")).matches("AC[0-9a-f]{32}");
        assertThat(first)
                .containsKeys(
                        "TWILIO_AUTH_TOKEN",
                        "WHATSAPP_APP_SECRET",
                        "WHATSAPP_ACCESS_TOKEN",
                        "VERIFY_TOKEN",
                        "SWITCHBOARD_API_TOKEN",
                        "SWITCHBOARD_CONSOLE_USER",
                        "SWITCHBOARD_CONSOLE_PASSWORD");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void keysetSealsAndOpens() throws Exception {
        // Given
        AeadConfig.register();
        Path file = directory.resolve("env");
        Secrets.loadOrGenerate(file);

        // When
        Aead aead =
                TinkJsonProtoKeysetFormat.parseKeyset(
                                EnvFile.read(file).get("SECRETS_KEYSET"),
                                InsecureSecretKeyAccess.get())
                        .getPrimitive(RegistryConfiguration.get(), Aead.class);

        // Then
        byte[] context = {1};
        assertThat(aead.decrypt(aead.encrypt(new byte[] {7}, context), context)).containsExactly(7);
    }

    @Test
    void secretsThatAFileLacksAreAddedToWhatItHas() throws Exception {
        // Given
        Path file = Files.writeString(directory.resolve("env"), "TWILIO_AUTH_TOKEN=chosen\n");

        // When
        Map<String, String> secrets = Secrets.loadOrGenerate(file);

        // Then
        assertThat(secrets)
                .containsEntry("TWILIO_AUTH_TOKEN", "chosen")
                .containsKey("VERIFY_TOKEN");
        assertThat(EnvFile.read(file)).isEqualTo(secrets);
    }

    @Test
    void envFilesAreReadAsShellsReadThem() throws Exception {
        // Given
        Path file =
                Files.writeString(
                        directory.resolve(".env"),
                        """
                        # a comment
                        PLAIN=value # said why
                        export EXPORTED=yes
                        QUOTED="two words # and a hash"
                        EMPTY=
                        HASHED=a#b
                        not a setting
                        """);

        // When
        Map<String, String> settings = EnvFile.read(file);

        // Then
        assertThat(settings)
                .containsEntry("PLAIN", "value")
                .containsEntry("EXPORTED", "yes")
                .containsEntry("QUOTED", "two words # and a hash")
                .containsEntry("EMPTY", "")
                .containsEntry("HASHED", "a#b")
                .doesNotContainKey("not a setting");
    }
}

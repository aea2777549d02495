package dev.switchboard.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cases related to "Twilio's default token with the real Twilio": each other provider's secret; a
 * channel that is left at its default beside one that is real; the API's tokens and the database's
 * password; no address at all, which is the real one; no environment; placeholders people copy; one
 * of two tokens during a rotation.
 */
class SecretRulesTest {
    private static final String OWN = "0123456789abcdef0123456789abcdef";
    private static final Path REPOSITORY = Path.of("..");

    @ParameterizedTest
    @CsvSource({
        // secret, value, Twilio's address, Meta's, the model's, ENVIRONMENT, accepted
        "TWILIO_AUTH_TOKEN, simulated-auth-token, http://simulator:8090, http://simulator:8090,,"
                + " local, true",
        "TWILIO_AUTH_TOKEN, simulated-auth-token, http://127.0.0.1:8090, http://127.0.0.1:8090,,"
                + " local, true",
        "TWILIO_AUTH_TOKEN, simulated-auth-token, http://simulator:8090, http://simulator:8090,,"
                + " production, false",
        "TWILIO_AUTH_TOKEN, simulated-auth-token, http://simulator:8090, http://simulator:8090,, ,"
                + " false",
        "TWILIO_AUTH_TOKEN, simulated-auth-token, https://api.twilio.com, http://simulator:8090,,"
                + " local, false",
        "TWILIO_AUTH_TOKEN, simulated-auth-token, https://api.twilio.com, http://simulator:8090,,"
                + " production, false",
        "TWILIO_AUTH_TOKEN, simulated-auth-token, , http://simulator:8090,, local, false",
        "TWILIO_AUTH_TOKEN, simulated-auth-token, http://simulator:8090,"
                + " https://graph.facebook.com,, local, false",
        "TWILIO_ACCOUNT_SID, AC00000000000000000000000000000000, https://api.twilio.com,"
                + " http://simulator:8090,, local, false",
        "WHATSAPP_APP_SECRET, simulated-app-secret, http://simulator:8090, http://simulator:8090,,"
                + " local, true",
        "WHATSAPP_APP_SECRET, simulated-app-secret, https://api.twilio.com, http://simulator:8090,,"
                + " local, false",
        "WHATSAPP_APP_SECRET, simulated-app-secret, http://simulator:8090,"
                + " https://graph.facebook.com,, local, false",
        "WHATSAPP_APP_SECRET, simulated-app-secret, http://simulator:8090, ,, local, false",
        "VERIFY_TOKEN, simulated-verify-token, https://api.twilio.com, http://simulator:8090,,"
                + " local, false",
        "VERIFY_TOKEN, simulated-verify-token, http://simulator:8090, http://simulator:8090,,"
                + " local, true",
        "WHATSAPP_ACCESS_TOKEN, simulated-access-token, https://api.twilio.com,"
                + " http://simulator:8090,, local, true",
        "WHATSAPP_ACCESS_TOKEN, simulated-access-token, http://simulator:8090,"
                + " https://graph.facebook.com,, local, false",
        "AI_API_KEY, simulated, https://api.twilio.com, http://simulator:8090,"
                + " http://simulator:8090/v1beta, local, true",
        "AI_API_KEY, simulated, http://simulator:8090, http://simulator:8090,"
                + " https://generativelanguage.googleapis.com/v1beta, local, false",
        "AI_API_KEY, simulated, http://simulator:8090, http://simulator:8090, , local, false",
        "SWITCHBOARD_API_TOKEN, local-api-token, http://simulator:8090, http://simulator:8090,,"
                + " local, true",
        "SWITCHBOARD_API_TOKEN, local-api-token, , ,, local, true",
        "SWITCHBOARD_API_TOKEN, local-api-token, https://api.twilio.com, http://simulator:8090,,"
                + " local, false",
        "SWITCHBOARD_API_TOKEN, local-api-token, http://simulator:8090, http://simulator:8090,,"
                + " staging, false",
        "SWITCHBOARD_OPERATOR_TOKEN, local-api-token, https://api.twilio.com,"
                + " http://simulator:8090,, local, false",
        "DATABASE_URL, postgresql://u:local-only@db/sw, http://simulator:8090,"
                + " http://simulator:8090,, local, true",
        "DATABASE_URL, postgresql://u:local-only@db/sw, https://api.twilio.com,"
                + " http://simulator:8090,, local, false",
        "DATABASE_URL, postgresql://u:local-only@db/sw, http://simulator:8090,"
                + " http://simulator:8090,, production, false",
        "DATABASE_URL, jdbc:postgresql://db/sw?user=u&password=local-only, , ,, production, false"
    })
    void knownSecretIsAcceptedOnlyWithTheSimulator(
            String secret,
            String value,
            String twilio,
            String graph,
            String model,
            String environment,
            boolean accepted) {
        // Given
        var values = new HashMap<String, String>();
        values.put(secret, value);
        values.put("TWILIO_BASE_URL", twilio);
        values.put("WHATSAPP_GRAPH_BASE_URL", graph);
        values.put("AI_BASE_URL", model);
        values.put("ENVIRONMENT", environment);

        // When
        var complaint = complaint(values);

        // Then
        if (accepted) {
            assertThat(complaint).isEmpty();
        } else {
            assertThat(complaint).get().asString().startsWith(secret).doesNotContain(value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "your_auth_token_of_twilio",
                "<your token>",
                "CHANGE-ME",
                "changeme",
                "xxxxxxxxxxxxxxxxxxxxxxxx",
                "********************",
                "Simulated-Auth-Token",
                OWN + ",simulated-auth-token",
                "simulated-auth-token, " + OWN,
                "short",
                OWN + ",short"
            })
    void placeholdersAndShortSecretsAreRefusedWithTheRealTwilio(String token) {
        assertThat(complaint(Map.of("TWILIO_AUTH_TOKEN", token, "ENVIRONMENT", "local")))
                .get()
                .asString()
                .startsWith("TWILIO_AUTH_TOKEN");
    }

    @Test
    void ownSecretsAreAcceptedWithRealProviders() {
        assertThat(
                        complaint(
                                Map.of(
                                        "TWILIO_ACCOUNT_SID",
                                        "AC" + OWN,
                                        "TWILIO_AUTH_TOKEN",
                                        OWN + "," + OWN.replace('0', '1'),
                                        "TWILIO_BASE_URL",
                                        "https://api.twilio.com",
                                        "WHATSAPP_APP_SECRET",
                                        OWN.replace('0', '2'),
                                        "VERIFY_TOKEN",
                                        "our-token",
                                        "WHATSAPP_ACCESS_TOKEN",
                                        "EAA" + OWN,
                                        "SWITCHBOARD_API_TOKEN",
                                        OWN.replace('0', '3'),
                                        "SWITCHBOARD_OPERATOR_TOKEN",
                                        OWN.replace('0', '4'),
                                        "AI_API_KEY",
                                        "ollama",
                                        "DATABASE_URL",
                                        "postgresql://u:p@db/sw")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SWITCHBOARD_OPERATOR_TOKEN, SWITCHBOARD_API_TOKEN",
        "WHATSAPP_APP_SECRET, VERIFY_TOKEN",
        "TWILIO_AUTH_TOKEN, SWITCHBOARD_API_TOKEN"
    })
    void oneSecretDoesNotServeForTwoPurposes(String one, String other) {
        assertThat(
                        complaint(
                                Map.of(
                                        one,
                                        OWN,
                                        other,
                                        OWN,
                                        "ENVIRONMENT",
                                        "local",
                                        "TWILIO_BASE_URL",
                                        "http://simulator:8090",
                                        "WHATSAPP_GRAPH_BASE_URL",
                                        "http://simulator:8090")))
                .get()
                .asString()
                .contains(one, other)
                .doesNotContain(OWN);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.twilio.com, true",
        "http://api.twilio.com, false",
        "http://simulator:8090, true",
        "http://127.0.0.1:8090, true",
        "http://ollama.models.svc:11434, true",
        "http://10.1.2.3:8090, true",
        "http://10.example.org, false",
        "http://8.8.8.8, false"
    })
    void providersAreReachedWithTls(String url, boolean accepted) {
        assertThat(complaint(Map.of("TWILIO_BASE_URL", url)).isEmpty()).isEqualTo(accepted);
    }

    @Test
    void everyDefaultThatIsDeliveredIsKnown() {
        // Given
        var delivered =
                Stream.of("docker-compose.yml", "deploy/local.env", ".env.example")
                        .flatMap(file -> secretsIn(REPOSITORY.resolve(file)).stream())
                        .toList();
        assertThat(delivered).hasSizeGreaterThan(7);

        // Then
        assertThat(delivered)
                .allSatisfy(found ->
                        assertThat(
                                        complaint(
                                                found.getKey().startsWith("POSTGRES")
                                                        ? Map.of(
                                                                "DATABASE_URL",
                                                                "postgresql://u:%s@db/sw"
                                                                        .formatted(
                                                                                found.getValue()))
                                                        : Map.of(found.getKey(), found.getValue())))
                                .isPresent());
    }

    /**
     * Finds lines {@code NAME=value} and {@code NAME: value}, and defaults {@code ${NAME:-value}}.
     */
    private static List<Map.Entry<String, String>> secretsIn(Path file) {
        var secret =
                Pattern.compile(
                        "\\b([A-Z_]*(?:TOKEN|SECRET|PASSWORD|_KEY|ACCOUNT_SID))(?:=|:"
                                + " |:-)([A-Za-z0-9][^}\\s]*)");
        try (var lines = Files.lines(file)) {
            return lines.flatMap(line -> secret.matcher(line).results())
                    .map(found ->
                            Map.entry(
                                    found.group(1).replace("GOOGLE_API_KEY", "AI_API_KEY"),
                                    found.group(2)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> complaint(Map<String, String> values) {
        return SecretRules.complaint(name -> Optional.ofNullable(values.get(name)));
    }
}

package dev.switchboard.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** Checks of docker-compose.yml: the secrets of each service, and the defaults of secrets. */
class ComposeFileTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?m)^#?([A-Z_]*(?:TOKEN|SECRET|API_KEY|ACCOUNT_SID)|DATABASE_URL|POSTGRES_PASSWORD"
                        + "|SECRETS_KEYSET)=");

    @ParameterizedTest
    @CsvSource({
        "ingress, TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN WHATSAPP_APP_SECRET VERIFY_TOKEN"
                + " SWITCHBOARD_API_TOKEN",
        "buffer, ''",
        "ai-worker, GOOGLE_API_KEY AI_API_KEY ASKYOURDATABASE_API_KEY DATABASE_URL SECRETS_KEYSET",
        "outbound, TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN WHATSAPP_ACCESS_TOKEN DATABASE_URL",
        "operator, SWITCHBOARD_API_TOKEN SWITCHBOARD_OPERATOR_TOKEN DATABASE_URL SECRETS_KEYSET",
        "simulator, TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN WHATSAPP_ACCESS_TOKEN WHATSAPP_APP_SECRET"
                + " VERIFY_TOKEN GOOGLE_API_KEY AI_API_KEY ASKYOURDATABASE_API_KEY"
    })
    void serviceGetsOnlyItsOwnSecrets(String service, String own) throws IOException {
        // When
        var passed = new TreeSet<String>();
        var environment = environment(service);
        for (var secret : secrets()) {
            if (!"".equals(environment.get(secret))) {
                passed.add(secret);
            }
        }

        // Then
        assertThat(passed).containsExactlyInAnyOrderElementsOf(names(own));
    }

    @Test
    void noSecretHasADefaultWithoutAnEnvironment() throws IOException {
        // Given
        var text = Files.readString(REPOSITORY.resolve("docker-compose.yml"));

        // Then: only the database's, which services refuse outside of ENVIRONMENT=local
        assertThat(text)
                .contains("path: deploy/${ENVIRONMENT:-local}.env")
                .doesNotContainPattern("(TOKEN|SECRET|API_KEY|ACCOUNT_SID):-");
    }

    @Test
    void olderNameOfTheNumberCountsBesideTheDefaults() throws IOException {
        assertThat(Files.readString(REPOSITORY.resolve("deploy/local.env")))
                .doesNotContain("\nTWILIO_WHATSAPP_NUMBER=")
                .contains("\nTWILIO_FROM_NUMBER=");
        assertThat(environment("ingress"))
                .doesNotContainKeys("TWILIO_WHATSAPP_NUMBER", "TWILIO_FROM_NUMBER");
    }

    private static Set<String> secrets() throws IOException {
        var secrets = new TreeSet<String>();
        for (var file : List.of(".env.example", "deploy/local.env")) {
            SECRET.matcher(Files.readString(REPOSITORY.resolve(file)))
                    .results()
                    .forEach(found -> secrets.add(found.group(1)));
        }
        assertThat(secrets).hasSizeGreaterThan(8);
        return secrets;
    }

    private static Map<String, Object> environment(String service) throws IOException {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(500);
        try (var file = Files.newBufferedReader(REPOSITORY.resolve("docker-compose.yml"))) {
            Map<String, Map<String, Map<String, Map<String, Object>>>> compose =
                    new Yaml(options).load(file);
            return compose.getOrDefault("services", Map.of())
                    .getOrDefault(service, Map.of())
                    .getOrDefault("environment", Map.of());
        }
    }

    private static List<String> names(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }
}

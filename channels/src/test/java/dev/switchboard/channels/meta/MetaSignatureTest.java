package dev.switchboard.channels.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.testing.Payloads;
import dev.switchboard.testing.Signatures;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetaSignatureTest {
    private static final String SIGNED =
            "sha256=d3e4f9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f";

    private final MetaSignature signature = new MetaSignature(List.of("app-secret"));
    private final MetaVerification verification = new MetaVerification("verify-me");

    @Test
    void signatureCoversTheOriginalBytes() {
        // Given
        var body = Buffer.buffer(Payloads.bytes("meta/nothing.json"));

        // Then
        assertThat(signature.signs(body, SIGNED)).isTrue();
        assertThat(signature.signs(body.copy().appendString(" "), SIGNED)).isFalse();
        assertThat(signature.signs(body, SIGNED.toUpperCase(Locale.ROOT))).isFalse();
        assertThat(signature.signs(body, "sha256=")).isFalse();
        assertThat(new MetaSignature(List.of("another")).signs(body, SIGNED)).isFalse();
    }

    /** The same JSON, with and without Meta's escapes. */
    @Test
    void escapesAreSigned() {
        // Given
        var escaped = "{\"text\":\"adi\\u00f3s \\ud83d\\udc4b\"}".getBytes(UTF_8);
        var plain = "{\"text\":\"adiós 👋\"}".getBytes(UTF_8);
        var signed = Signatures.meta("app-secret", escaped);

        // Then
        assertThat(signature.signs(Buffer.buffer(escaped), signed)).isTrue();
        assertThat(signature.signs(Buffer.buffer(plain), signed)).isFalse();
        assertThat(signature.signs(Buffer.buffer(plain), Signatures.meta("app-secret", plain)))
                .isTrue();
    }

    @Test
    void bothSecretsAreAcceptedDuringARotation() {
        // Given
        var body = Buffer.buffer(Payloads.bytes("meta/nothing.json"));

        // Then
        assertThat(new MetaSignature(List.of("the next one", "app-secret")).signs(body, SIGNED))
                .isTrue();
        assertThat(new MetaSignature(List.of("app-secret", "the next one")).signs(body, SIGNED))
                .isTrue();
        assertThat(new MetaSignature(List.of("the next one")).signs(body, SIGNED)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", "sha1=0", "sha256=d3e4", "SHA256=d3", "d3e4f9da"})
    void malformedSignatureIsRejectedWithoutReadingTheBody(String signature) {
        // Given
        var untouchable =
                (Buffer)
                        Proxy.newProxyInstance(
                                Buffer.class.getClassLoader(),
                                new Class<?>[] {Buffer.class},
                                (_, method, _) -> {
                                    throw new AssertionError(method + " was called");
                                });

        // Then
        assertThat(this.signature.signs(untouchable, signature)).isFalse();
        assertThat(this.signature.signs(untouchable, "sha256=" + "g".repeat(64))).isFalse();
    }

    @Test
    void challengeIsReturnedForTheRightToken() {
        // When
        var response =
                verification.answer(
                        "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=verify-me");

        // Then
        assertThat(response.outcome()).isEqualTo(WebhookOutcome.VERIFIED);
        assertThat(response.contentType()).isEqualTo("text/plain");
        assertThat(response.body()).isEqualTo("1158201444");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong",
                "hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=verify-me",
                "hub.mode=subscribe&hub.challenge=1",
                ""
            })
    void anythingElseIsForbidden(String query) {
        assertThat(verification.answer(query).outcome()).isEqualTo(WebhookOutcome.BAD_TOKEN);
    }

    @Test
    void invalidChallengeIsNotEchoed() {
        // Given
        var query = "hub.mode=subscribe&hub.challenge=%3Cscript%3E&hub.verify_token=verify-me";

        // When
        var response = verification.answer(query);

        // Then
        assertThat(response.outcome()).isEqualTo(WebhookOutcome.MALFORMED);
        assertThat(response.body()).doesNotContain("<script>");
    }
}

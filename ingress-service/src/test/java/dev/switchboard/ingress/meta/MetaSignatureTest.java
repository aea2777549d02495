package dev.switchboard.ingress.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ingress.testing.Payloads;
import dev.switchboard.ingress.webhook.Verdict;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetaSignatureTest {
    private static final String SIGNED =
            "sha256=d3e4f9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f";

    private final MetaSignature signature = new MetaSignature("app-secret");
    private final MetaVerification verification = new MetaVerification("verify-me");

    @Test
    void signatureCoversTheBytesAsTheyCame() {
        // Given
        var body = Buffer.buffer(Payloads.bytes("meta/nothing.json"));

        // Then
        assertThat(signature.signs(body, SIGNED)).isTrue();
        assertThat(signature.signs(body.copy().appendString(" "), SIGNED)).isFalse();
        assertThat(signature.signs(body, SIGNED.toUpperCase(Locale.ROOT))).isFalse();
        assertThat(signature.signs(body, "sha256=")).isFalse();
        assertThat(new MetaSignature("another").signs(body, SIGNED)).isFalse();
    }

    @Test
    void challengeComesBackForTheRightToken() {
        // When
        var answer =
                verification.answer(
                        Optional.of(
                                "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=verify-me"));

        // Then
        assertThat(answer.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(answer.contentType()).isEqualTo("text/plain");
        assertThat(answer.body()).isEqualTo("1158201444");
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
        assertThat(verification.answer(Optional.of(query)).verdict()).isEqualTo(Verdict.BAD_TOKEN);
    }

    @Test
    void challengeThatIsNoChallengeIsNotEchoed() {
        // Given
        var query = "hub.mode=subscribe&hub.challenge=%3Cscript%3E&hub.verify_token=verify-me";

        // When
        var answer = verification.answer(Optional.of(query));

        // Then
        assertThat(answer.verdict()).isEqualTo(Verdict.MALFORMED);
        assertThat(answer.body()).doesNotContain("<script>");
    }
}

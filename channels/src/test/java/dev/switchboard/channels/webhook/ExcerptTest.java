package dev.switchboard.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(Excerpt.of("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Excerpt.of("x".repeat(201))).isEqualTo("x".repeat(199) + "…");
        assertThat(Excerpt.of("x".repeat(198) + "😀😀")).isEqualTo("x".repeat(198) + "…");
    }

    @Test
    void controlCharactersAreReplaced() {
        assertThat(Excerpt.of("a\u0000b\nc")).isEqualTo("a?b?c");
    }

    /** All ways by which a reason leaves the service. */
    @Test
    void reasonsAreExcerptsEverywhere() {
        // Given
        var endless = "x".repeat(3_000_000);

        // Then
        assertThat(WebhookResponse.refused(WebhookOutcome.MALFORMED, endless).body())
                .hasSizeLessThan(220);
        assertThat(new WebhookResult.Rejected(WebhookOutcome.MALFORMED, endless).reason())
                .hasSize(200);
        assertThat(new MalformedWebhookException(endless).reason()).hasSize(200);
        assertThat(WebhookResult.Accepted.nothing(endless).ignored())
                .allSatisfy(it -> assertThat(it).hasSize(200));
        assertThat(Optional.of(endless).map(Excerpt::ofNote).orElseThrow()).hasSize(2_000);
    }
}

package dev.switchboard.channels.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.channels.webhook.MalformedWebhookException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No more than the first {@link TwilioFields#MAX_PAIRS} pairs of a form are parsed. Variants: one
 * name repeated, many names, empty pairs, escapes.
 */
class TwilioFieldsTest {
    private static final int PAIRS = 389_000;

    @ParameterizedTest
    @ValueSource(strings = {"a=xxxxx&", "&&&&&&&&", "%61=%62%2B&", "=&", "aaaaaaa&"})
    void endlessRepetitionIsNotRead(String pair) {
        // Given
        var beyond = "%zz is not read";
        var form = pair.repeat(PAIRS) + beyond;

        // When
        var startedAt = System.nanoTime();
        assertThatThrownBy(() -> TwilioFields.ofForm(form))
                .isInstanceOf(MalformedWebhookException.class)
                .hasMessage("more than 1000 fields");

        // Then
        System.out.printf(
                "%,d pairs, %,d bytes refused after %s%n",
                PAIRS, form.length(), Duration.ofNanos(System.nanoTime() - startedAt));
    }

    @Test
    void manyNamesAreRefusedLikeManyValues() {
        // Given
        var form =
                IntStream.range(0, PAIRS)
                        .mapToObj(n -> "f" + n + "=x")
                        .collect(Collectors.joining("&"));

        // Then
        assertThatThrownBy(() -> TwilioFields.ofForm(form)).hasMessage("more than 1000 fields");
    }

    @Test
    void maximumNumberOfPairsIsRead() {
        // Given
        var form = "a=x&".repeat(TwilioFields.MAX_PAIRS - 1) + "Body=last";

        // Then
        assertThat(TwilioFields.ofForm(form).get("Body")).hasValue("last");
    }

    @Test
    void jsonHasTheSameLimit() {
        // Given
        var json =
                IntStream.rangeClosed(0, TwilioFields.MAX_PAIRS)
                        .mapToObj(n -> "\"f" + n + "\":1")
                        .collect(Collectors.joining(",", "{", "}"));

        // Then
        assertThatThrownBy(() -> TwilioFields.ofJson(json)).hasMessage("more than 1000 fields");
    }

    @Test
    void endlessNameIsShortenedInTheReason() {
        // Given
        var name = "n".repeat(600_000);

        // Then
        assertThatThrownBy(() -> TwilioFields.ofForm(name + "=%zz"))
                .isInstanceOf(MalformedWebhookException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).hasSize(200));
    }
}

package dev.switchboard.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetteredTest {

    @Test
    void theRecordIsKeptAsItWas() {
        assertThat(letter("what it said".getBytes(UTF_8)).body()).isEqualTo("d2hhdCBpdCBzYWlk");
    }

    @ParameterizedTest
    @ValueSource(ints = {5 * 1024 * 1024, 7 * 1024 * 1024})
    void recordOfTheMaximumSizeCanBeDeadLettered(int bytes) {
        assertThat(EventCodec.encode(letter(new byte[bytes])))
                .hasSizeLessThan(Topics.MAX_RECORD_BYTES - 64 * 1024);
    }

    @Test
    void letterOfAnEarlierVersionHasNoHeaders() {
        // Given
        var earlier =
                """
                {"eventId":"0a1b2c3d-0000-4000-8000-000000000001","topic":"turns","partition":7,"offset":42,
                 "body":"e30=","cause":"no such thing","attempts":5,"at":"2026-11-20T08:00:00.123Z"}
                """;

        // When
        var letter = EventCodec.decode(DeadLettered.class, earlier.getBytes(UTF_8));

        // Then
        assertThat(letter.headers()).isEmpty();
        assertThat(letter.value()).hasValue("{}".getBytes(UTF_8));
    }

    @Test
    void sameRecordGivesTheSameLetterHoweverOftenItFails() {
        // Given
        var value = "what it said".getBytes(UTF_8);

        // When
        var first = letter("key", Map.of("a", "1", "b", "2"), value, "on purpose", Instant.EPOCH);
        var again = letter("key", Map.of("b", "2", "a", "1"), value, "again", Instant.MAX);

        // Then
        assertThat(again.eventId()).isEqualTo(first.eventId());
    }

    /**
     * A new Kafka cluster counts its offsets anew, and dead letters of the old one stay. Related
     * cases: the same value under another key, under another event's headers, and an empty value.
     */
    @Test
    void anotherRecordAtTheSamePlaceGivesAnotherLetter() {
        // Given
        var value = "what it said".getBytes(UTF_8);

        // When
        var letters =
                Stream.of(
                        letter("key", Map.of(), value, "on purpose", Instant.EPOCH),
                        letter(
                                "key",
                                Map.of(),
                                "else".getBytes(UTF_8),
                                "on purpose",
                                Instant.EPOCH),
                        letter("key", Map.of(), new byte[0], "on purpose", Instant.EPOCH),
                        letter("other", Map.of(), value, "on purpose", Instant.EPOCH),
                        letter("key", Map.of("event-id", "1"), value, "on purpose", Instant.EPOCH),
                        letter("key", Map.of("event-id", "2"), value, "on purpose", Instant.EPOCH));

        // Then
        assertThat(letters.map(DeadLettered::eventId)).doesNotHaveDuplicates();
    }

    private static DeadLettered letter(byte[] value) {
        return letter("key", Map.of(), value, "on purpose", Instant.EPOCH);
    }

    private static DeadLettered letter(
            String key, Map<String, String> headers, byte[] value, String cause, Instant at) {
        return DeadLettered.of("inbound", 0, 7, key, null, headers, value, cause, 1, at);
    }
}

package dev.switchboard.model.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.model.topic.Topics;
import dev.switchboard.model.wire.EventCodec;
import java.time.Instant;
import java.util.Optional;
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
    void evenTheLargestRecordCanBeSetAside(int bytes) {
        assertThat(EventCodec.encode(letter(new byte[bytes])))
                .hasSizeLessThan(Topics.LARGEST_RECORD_BYTES - 64 * 1024);
    }

    private static DeadLettered letter(byte[] value) {
        return DeadLettered.of(
                "inbound",
                0,
                7,
                Optional.of("key"),
                Optional.empty(),
                value,
                "on purpose",
                1,
                Instant.EPOCH);
    }
}

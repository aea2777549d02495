package dev.switchboard.chassis.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.switchboard.chassis.kafka.PublishFailedException;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.wire.EventCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LoggableFailureTest {
    @Test
    void customersTextIsNotLogged() {
        // Given
        var quoting = catchThrowable(() -> UUID.fromString(String.join(" ", "my", "secret")));
        var failing = new SQLException("ERROR: too long Detail: row contains (my secret)", "22001");
        failing.initCause(quoting);
        var wrapped = new RuntimeException("could not execute [my secret]", failing);
        wrapped.setStackTrace(quoting.getStackTrace());

        // When
        var logged = logged(wrapped);

        // Then
        assertThat(logged)
                .doesNotContain("my secret")
                .contains("RuntimeException", "SQLException: SQLSTATE 22001")
                .contains("IllegalArgumentException", "at java.base/java.util.UUID.fromString")
                .contains("LoggableFailureTest.");
    }

    @Test
    void valueOfAnUndecodableRecordIsNotLogged() {
        // Given
        var value = "{\"closedAt\":\"my secret\"}".getBytes(UTF_8);
        var failure = catchThrowable(() -> EventCodec.decode(TurnReady.class, value));

        // When
        var logged = logged(failure);

        // Then
        assertThat(logged).doesNotContain("my secret").contains("not a TurnReady", "closedAt");
        assertThat(failure).hasNoCause();
    }

    @Test
    void messagesOfOwnCodeAndNetworksAreLoggedWithNumbersMasked() {
        // Given
        var failure =
                new PublishFailedException("replies of +4915123456789", new IOException("reset"));

        // When
        var logged = logged(failure);

        // Then
        assertThat(logged)
                .contains("PublishFailedException: Kafka did not acknowledge", "+49*********89")
                .contains("IOException: reset")
                .doesNotContain("4915123456789");
    }

    private static String logged(Throwable failure) {
        var text = new StringWriter();
        LoggableFailure.of(failure).printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}

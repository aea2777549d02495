package dev.switchboard.chassis.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import dev.switchboard.chassis.topic.PublishFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfrastructureFailuresTest {

    @Test
    void transientFailuresAreInfrastructure() {
        assertThat(
                        InfrastructureFailures.isDown(
                                new IllegalStateException(new SQLException("gone", "08006"))))
                .isTrue();
        assertThat(
                        InfrastructureFailures.isDown(
                                new IllegalStateException(new SQLException("pool is empty"))))
                .isTrue();
        assertThat(InfrastructureFailures.isDown(new SQLException("lock", "55P03"))).isTrue();
        assertThat(InfrastructureFailures.isDown(new SQLException("shutting down", "57P01")))
                .isTrue();
        assertThat(
                        InfrastructureFailures.isDown(
                                new UncheckedIOException(new ConnectException("refused"))))
                .isTrue();
        assertThat(
                        InfrastructureFailures.isDown(
                                new PublishFailedException("turns", new IOException("away"))))
                .isTrue();
    }

    @Test
    void unavailableLockIsDistinguishedFromAnUnavailableDatabase() {
        assertThat(
                        InfrastructureFailures.isLockNotAvailable(
                                new IllegalStateException(new SQLException("lock", "55P03"))))
                .isTrue();
        assertThat(InfrastructureFailures.isLockNotAvailable(new SQLException("gone", "08006")))
                .isFalse();
        assertThat(InfrastructureFailures.isLockNotAvailable(new SQLException("pool is empty")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"25006", "28P01", "3D000", "42501", "42P01"})
    void misconfiguredDatabaseIsInfrastructure(String state) {
        assertThat(
                        InfrastructureFailures.isDown(
                                new IllegalStateException(new SQLException("", state))))
                .isTrue();
    }

    @Test
    void permanentFailuresAreBugs() {
        assertThat(InfrastructureFailures.isDown(new NullPointerException("x"))).isFalse();
        assertThat(
                        InfrastructureFailures.isDown(
                                new IllegalStateException(new SQLException("duplicate", "23505"))))
                .isFalse();
        assertThat(
                        InfrastructureFailures.isDown(
                                new IllegalArgumentException(
                                        new InvalidFormatException(null, "x", "y", String.class))))
                .isFalse();
    }

    @Test
    void backoffDoublesUpToItsMaximum() {
        // Given
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

        // When
        var delays = IntStream.rangeClosed(1, 60).mapToObj(backoff::after).toList();

        // Then
        assertThat(delays.getFirst()).isBetween(Duration.ofMillis(75), Duration.ofMillis(100));
        assertThat(delays.get(2)).isBetween(Duration.ofMillis(300), Duration.ofMillis(400));
        assertThat(delays.getLast()).isBetween(Duration.ofMillis(3750), Duration.ofSeconds(5));
    }
}

package dev.switchboard.chassis.failure;

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

class InfrastructureTest {

    @Test
    void whatPassesByWaitingIsInfrastructure() {
        assertThat(
                        Infrastructure.isDown(
                                new IllegalStateException(new SQLException("gone", "08006"))))
                .isTrue();
        assertThat(
                        Infrastructure.isDown(
                                new IllegalStateException(new SQLException("pool is empty"))))
                .isTrue();
        assertThat(Infrastructure.isDown(new SQLException("lock", "55P03"))).isTrue();
        assertThat(Infrastructure.isDown(new SQLException("shutting down", "57P01"))).isTrue();
        assertThat(Infrastructure.isDown(new UncheckedIOException(new ConnectException("refused"))))
                .isTrue();
        assertThat(
                        Infrastructure.isDown(
                                new PublishFailedException("turns", new IOException("away"))))
                .isTrue();
    }

    @Test
    void lockThatIsNotToBeHadIsToldFromADatabaseThatIsAway() {
        assertThat(
                        Infrastructure.isLockNotAvailable(
                                new IllegalStateException(new SQLException("lock", "55P03"))))
                .isTrue();
        assertThat(Infrastructure.isLockNotAvailable(new SQLException("gone", "08006"))).isFalse();
        assertThat(Infrastructure.isLockNotAvailable(new SQLException("pool is empty"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"25006", "28P01", "3D000", "42501", "42P01"})
    void aDatabaseThatIsNotAsItShouldBeIsNoRecordsFault(String state) {
        assertThat(Infrastructure.isDown(new IllegalStateException(new SQLException("", state))))
                .isTrue();
    }

    @Test
    void whatComesBackEveryTimeIsABug() {
        assertThat(Infrastructure.isDown(new NullPointerException("x"))).isFalse();
        assertThat(
                        Infrastructure.isDown(
                                new IllegalStateException(new SQLException("duplicate", "23505"))))
                .isFalse();
        assertThat(
                        Infrastructure.isDown(
                                new IllegalArgumentException(
                                        new InvalidFormatException(null, "x", "y", String.class))))
                .isFalse();
    }

    @Test
    void aBackoffDoublesUpToItsLongest() {
        // Given
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

        // When
        var waits = IntStream.rangeClosed(1, 60).mapToObj(backoff::after).toList();

        // Then
        assertThat(waits.getFirst()).isBetween(Duration.ofMillis(75), Duration.ofMillis(100));
        assertThat(waits.get(2)).isBetween(Duration.ofMillis(300), Duration.ofMillis(400));
        assertThat(waits.getLast()).isBetween(Duration.ofMillis(3750), Duration.ofSeconds(5));
    }
}

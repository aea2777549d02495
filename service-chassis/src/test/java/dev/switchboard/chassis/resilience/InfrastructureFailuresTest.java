package dev.switchboard.chassis.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import dev.switchboard.chassis.kafka.PublishFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

    @ParameterizedTest
    @MethodSource
    void refusedRecordIsNoOutage(KafkaException refusal) {
        assertThat(InfrastructureFailures.isDown(refusal)).isFalse();
        assertThat(InfrastructureFailures.isDown(new PublishFailedException("turns", refusal)))
                .isFalse();
    }

    static List<KafkaException> refusedRecordIsNoOutage() {
        return List.of(
                new RecordTooLargeException("9 MB"),
                new RecordBatchTooLargeException("9 MB"),
                new SerializationException("no text"),
                new InvalidTopicException("turns!"),
                new InvalidTimestampException("year 0"));
    }

    @ParameterizedTest
    @MethodSource
    void unavailableKafkaIsAnOutage(KafkaException failure) {
        assertThat(InfrastructureFailures.isDown(failure)).isTrue();
        assertThat(InfrastructureFailures.isDown(new PublishFailedException("turns", failure)))
                .isTrue();
    }

    static List<KafkaException> unavailableKafkaIsAnOutage() {
        return List.of(
                new org.apache.kafka.common.errors.TimeoutException("no acknowledgement"),
                new NotEnoughReplicasException("one of two"),
                new TopicAuthorizationException("turns"),
                new ClusterAuthorizationException("idempotent writes"),
                new SaslAuthenticationException("changed password"),
                new UnknownServerException("broken disk"),
                new KafkaException("Producer is closed forcefully."));
    }

    @Test
    void permanentFailuresAreBugs() {
        assertThat(InfrastructureFailures.isDown(new SQLFeatureNotSupportedException("arrays")))
                .isFalse();
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

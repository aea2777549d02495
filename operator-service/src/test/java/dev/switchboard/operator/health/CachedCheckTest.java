package dev.switchboard.operator.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CachedCheckTest {

    @Test
    void resultIsLoadedAgainOnceItHasExpired() {
        // Given
        var now = new AtomicReference<>(Instant.EPOCH);
        var calls = new AtomicInteger();
        var cached = new CachedCheck<>(calls::incrementAndGet, Duration.ofSeconds(3), now::get);

        // When
        var first = cached.value();
        now.set(Instant.EPOCH.plusMillis(2_999));
        var second = cached.value();
        now.set(Instant.EPOCH.plusMillis(3_000));
        var third = cached.value();

        // Then
        assertThat(first).isEqualTo(1);
        assertThat(second).isEqualTo(1);
        assertThat(third).isEqualTo(2);
    }

    @Test
    void failureIsCachedToo() {
        // Given
        var now = new AtomicReference<>(Instant.EPOCH);
        var calls = new AtomicInteger();
        var cached =
                new CachedCheck<Integer>(
                        () -> {
                            throw new IllegalStateException("no " + calls.incrementAndGet());
                        },
                        Duration.ofSeconds(3),
                        now::get);

        // When
        var first = catchThrowable(cached::value);
        var second = catchThrowable(cached::value);
        now.set(Instant.EPOCH.plusMillis(3_000));
        var third = catchThrowable(cached::value);

        // Then
        assertThat(first).hasMessage("no 1");
        assertThat(second).isSameAs(first);
        assertThat(third).hasMessage("no 2");
    }
}

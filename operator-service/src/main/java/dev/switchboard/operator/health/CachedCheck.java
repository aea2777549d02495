package dev.switchboard.operator.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches the result of a costly call, so that no caller can overload what it asks. Thread-safe:
 * while one thread loads the result, the others wait for it.
 */
public final class CachedCheck<T> {
    private final Supplier<T> source;
    private final Duration validity;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Result<T> cached;

    public CachedCheck(Supplier<T> source, Duration validity, InstantSource clock) {
        this.source = source;
        this.validity = validity;
        this.clock = clock;
    }

    /**
     * The cached result while it is valid, a new one otherwise. A failure is cached too: the next
     * caller would only wait for the same.
     */
    public T value() {
        lock.lock();
        try {
            var result = cached;
            if (result == null || !clock.instant().isBefore(result.at().plus(validity))) {
                result = load();
                cached = result;
            }
            return result.value();
        } finally {
            lock.unlock();
        }
    }

    private Result<T> load() {
        try {
            var value = source.get();
            return new Result<>(() -> value, clock.instant());
        } catch (RuntimeException e) {
            return new Result<>(
                    () -> {
                        throw e;
                    },
                    clock.instant());
        }
    }

    private record Result<T>(Supplier<T> outcome, Instant at) {
        T value() {
            return outcome.get();
        }
    }
}

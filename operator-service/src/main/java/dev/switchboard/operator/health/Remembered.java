package dev.switchboard.operator.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a costly question at most once in a while, so that nobody can wear the parts out by asking.
 * Safe for use by many threads: while one asks, the others wait for its answer.
 */
public final class Remembered<T> {
    private final Supplier<T> question;
    private final Duration validity;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable Answer<T> last;

    public Remembered(Supplier<T> question, Duration validity, InstantSource clock) {
        this.question = question;
        this.validity = validity;
        this.clock = clock;
    }

    /**
     * The last answer while it is valid, a new one otherwise. A failure is an answer too: the next
     * to ask would only wait for the same.
     */
    public T value() {
        asking.lock();
        try {
            var known = last;
            if (known == null || !clock.instant().isBefore(known.at().plus(validity))) {
                known = ask();
                last = known;
            }
            return known.value();
        } finally {
            asking.unlock();
        }
    }

    private Answer<T> ask() {
        try {
            var value = question.get();
            return new Answer<>(() -> value, clock.instant());
        } catch (RuntimeException e) {
            return new Answer<>(
                    () -> {
                        throw e;
                    },
                    clock.instant());
        }
    }

    private record Answer<T>(Supplier<T> told, Instant at) {
        T value() {
            return told.get();
        }
    }
}

package dev.switchboard.ingress.webhook;

import java.util.concurrent.atomic.AtomicLong;

/** Maximum number of bytes in flight; never blocks. Safe for use by many threads. */
final class ByteBudget {
    private final long max;
    private final AtomicLong used = new AtomicLong();

    ByteBudget(long max) {
        this.max = max;
    }

    /** Returns true if the bytes are reserved; then the caller must release them. */
    boolean tryReserve(long bytes) {
        if (used.addAndGet(bytes) <= max) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}

package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UninterruptiblyTest {

    @Test
    void startedActionIsFinishedAlthoughItsCallerIsInterrupted() throws InterruptedException {
        // Given
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var finished = new AtomicBoolean();
        var interrupted = new AtomicBoolean();
        var caller =
                Thread.ofVirtual()
                        .start(() -> {
                            finished.set(
                                    Uninterruptibly.call(() -> {
                                        started.countDown();
                                        return awaitRelease(release);
                                    }));
                            interrupted.set(Thread.currentThread().isInterrupted());
                        });
        started.await();

        // When
        caller.interrupt();
        release.countDown();
        caller.join();

        // Then
        assertThat(finished).isTrue();
        assertThat(interrupted).isTrue();
    }

    @Test
    void exceptionsOfTheActionReachTheCaller() {
        assertThatThrownBy(() ->
                        Uninterruptibly.call(() -> {
                            throw new IllegalArgumentException("wrong");
                        }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong");
    }

    private static boolean awaitRelease(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}

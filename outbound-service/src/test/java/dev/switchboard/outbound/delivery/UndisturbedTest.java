package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UndisturbedTest {

    @Test
    void workThatHasBegunIsFinishedAlthoughItsCallerIsToldToStop() throws InterruptedException {
        // Given
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var finished = new AtomicBoolean();
        var told = new AtomicBoolean();
        var caller =
                Thread.ofVirtual()
                        .start(() -> {
                            Undisturbed.run(() -> {
                                begun.countDown();
                                finished.set(awaited(goOn));
                            });
                            told.set(Thread.currentThread().isInterrupted());
                        });
        begun.await();

        // When
        caller.interrupt();
        goOn.countDown();
        caller.join();

        // Then
        assertThat(finished).isTrue();
        assertThat(told).isTrue();
    }

    @Test
    void whatTheWorkThrowsReachesTheCaller() {
        assertThatThrownBy(() ->
                        Undisturbed.run(() -> {
                            throw new IllegalArgumentException("wrong");
                        }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong");
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}

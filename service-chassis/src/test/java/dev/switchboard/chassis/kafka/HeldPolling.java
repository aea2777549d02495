package dev.switchboard.chassis.kafka;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import java.util.concurrent.CountDownLatch;

/** Keeps a channel from polling until it is released. */
record HeldPolling(CountDownLatch end) implements AutoCloseable {

    /** Returns once it polls no more. */
    static HeldPolling of(KafkaClientService clients, String channel) {
        var begun = new CountDownLatch(1);
        var held = new HeldPolling(new CountDownLatch(1));
        var _ =
                clients.getConsumer(channel)
                        .runOnPollingThread(_ -> {
                            begun.countDown();
                            await(held.end);
                        })
                        .subscribeAsCompletionStage();
        await(begun);
        return held;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void release() {
        end.countDown();
    }

    @Override
    public void close() {
        release();
    }
}

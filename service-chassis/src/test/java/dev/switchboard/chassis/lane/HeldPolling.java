package dev.switchboard.chassis.lane;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import java.util.concurrent.CountDownLatch;

/** Keeps a channel from polling until it is let go. */
record HeldPolling(CountDownLatch end) implements AutoCloseable {

    static HeldPolling of(KafkaClientService clients, String channel) {
        var held = new HeldPolling(new CountDownLatch(1));
        var _ =
                clients.getConsumer(channel)
                        .runOnPollingThread(_ -> {
                            held.await();
                        })
                        .subscribeAsCompletionStage();
        return held;
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void letGo() {
        end.countDown();
    }

    @Override
    public void close() {
        letGo();
    }
}

package dev.switchboard.aiworker.inflight;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.ConversationChanged.Change;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.MessageId;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Publishes hints for live views and typing indicators; a lost hint does no harm. */
@ApplicationScoped
public class HintPublisher {
    private final EventPublisher publisher;
    private final InstantSource clock;
    private final long answeringIntervalMillis;
    private final ScheduledThreadPoolExecutor scheduler;

    HintPublisher(EventPublisher publisher, InstantSource clock, TurnSettings settings) {
        this.publisher = publisher;
        this.clock = clock;
        answeringIntervalMillis = settings.answeringHintInterval().toMillis();
        scheduler =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("hints").factory());
        scheduler.setRemoveOnCancelPolicy(true);
    }

    void start(@Observes StartupEvent event) {
        publisher.prepareHints();
    }

    public void messageRecorded(ConversationKey conversation, MessageId message) {
        publish(conversation, Change.MESSAGE_RECORDED, Map.of("message", message.toString()));
    }

    /** Publishes that the batch is being answered, at once and repeatedly until closed. */
    public Answering answering(TurnBatch batch) {
        var details = Map.of("quotes", batch.newestMessage().providerMessageId());
        Runnable hint = () -> publish(batch.conversation(), Change.ANSWERING, details);
        hint.run();
        var repeated =
                scheduler.scheduleAtFixedRate(
                        hint,
                        answeringIntervalMillis,
                        answeringIntervalMillis,
                        TimeUnit.MILLISECONDS);
        return () -> repeated.cancel(false);
    }

    private void publish(ConversationKey conversation, Change change, Map<String, String> details) {
        publisher.hint(conversation, change, details, clock.instant());
    }

    @PreDestroy
    void stop() {
        scheduler.shutdownNow();
    }

    /** Ends the repeated hints. */
    @FunctionalInterface
    public interface Answering extends AutoCloseable {
        @Override
        void close();
    }
}

package dev.switchboard.aiworker.turn;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.model.event.ConversationChanged.Change;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.MessageId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Tells live views and typing indicators what happens; a hint may be lost, work goes on. */
@ApplicationScoped
public class HintPublisher {
    private final EventPublisher publisher;
    private final InstantSource clock;
    private final long answeringEveryMillis;
    private final ScheduledThreadPoolExecutor repeats;

    HintPublisher(EventPublisher publisher, InstantSource clock, TurnSettings settings) {
        this.publisher = publisher;
        this.clock = clock;
        answeringEveryMillis = settings.answeringEvery().toMillis();
        repeats =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("hints").factory());
        repeats.setRemoveOnCancelPolicy(true);
    }

    void recorded(ConversationKey conversation, MessageId message) {
        publish(conversation, Change.MESSAGE_RECORDED, Map.of("message", message.toString()));
    }

    /** Says that the question is being answered, at once and again until closed. */
    Answering answering(Question question) {
        var details = Map.of("quotes", question.newestMessage().providerMessageId());
        Runnable hint = () -> publish(question.conversation(), Change.ANSWERING, details);
        hint.run();
        var repeated =
                repeats.scheduleAtFixedRate(
                        hint, answeringEveryMillis, answeringEveryMillis, TimeUnit.MILLISECONDS);
        return () -> repeated.cancel(false);
    }

    private void publish(ConversationKey conversation, Change change, Map<String, String> details) {
        publisher.hint(conversation, change, details, clock.instant());
    }

    @PreDestroy
    void stop() {
        repeats.shutdownNow();
    }

    /** Ends the repeated hints. */
    @FunctionalInterface
    interface Answering extends AutoCloseable {
        @Override
        void close();
    }
}

package dev.switchboard.chassis.lane;

import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.model.lane.Lanes;
import dev.switchboard.model.topic.Topics;
import io.opentelemetry.api.trace.Span;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A consumer as the services have one, that tells what it was given and fails when told to. */
@ApplicationScoped
public class LaneProbe {
    private final Lanes lanes = new Lanes("probe", 50);
    private final List<ConversationChanged> handled = new CopyOnWriteArrayList<>();
    private final List<String> traces = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger infrastructureFailures = new AtomicInteger();
    private final AtomicInteger bugs = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final LaneConsumer<ConversationChanged> consumer;

    LaneProbe(LaneTools tools) {
        consumer = new LaneConsumer<>(Topics.CONVERSATION_EVENTS, lanes, this::handle, tools);
    }

    @Incoming("probe")
    CompletionStage<Void> consume(Message<byte[]> record) {
        return consumer.accept(record);
    }

    @Produces
    @ApplicationScoped
    @Identifier("probe")
    KafkaConsumerRebalanceListener rebalance() {
        return new LaneRebalance(lanes);
    }

    private void handle(ConversationChanged event) {
        calls.incrementAndGet();
        if (infrastructureFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new UncheckedIOException(new IOException("away, on purpose"));
        }
        if (bugs.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("a bug, on purpose");
        }
        if (errors.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new AssertionError("an error, on purpose");
        }
        traces.add(Span.current().getSpanContext().getTraceId());
        handled.add(event);
    }

    List<ConversationChanged> handled() {
        return List.copyOf(handled);
    }

    List<String> traces() {
        return List.copyOf(traces);
    }

    int calls() {
        return calls.get();
    }

    void failInfrastructure(int times) {
        infrastructureFailures.set(times);
    }

    void failByBug(int times) {
        bugs.set(times);
    }

    void failByError(int times) {
        errors.set(times);
    }

    void forget() {
        handled.clear();
        traces.clear();
        calls.set(0);
    }
}

package dev.switchboard.chassis.kafka;

import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.common.event.ConversationChanged.Change;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.topic.Topics;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumer like those of the services that records its events and fails when told to. */
@Singleton
public class LaneProbe implements EventHandler<ConversationChanged> {
    /** Detail that names the gate at which an event is held. */
    static final String HELD = "held";

    static final String CHANNEL = "probe";

    static final int MAX_BYTES = 1_000_000;

    private final List<ConversationChanged> arrived = new CopyOnWriteArrayList<>();
    private final List<ConversationChanged> attempted = new CopyOnWriteArrayList<>();
    private final List<ConversationChanged> handled = new CopyOnWriteArrayList<>();
    private final List<String> traces = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger infrastructureFailures = new AtomicInteger();
    private final AtomicInteger bugs = new AtomicInteger();
    private final AtomicInteger tooLarge = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicInteger quotes = new AtomicInteger();
    private volatile String quoted = "";
    private volatile Set<Integer> owned = Set.of();
    private final AtomicInteger stopped = new AtomicInteger();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final KeyedConsumer<ConversationChanged> consumer;

    LaneProbe(KeyedConsumers consumers) {
        var lanes = new Lanes(CHANNEL, 50, MAX_BYTES);
        consumer = consumers.create(Topics.CONVERSATION_EVENTS, lanes, this);
    }

    @Incoming(CHANNEL)
    CompletionStage<Void> consume(Message<byte[]> record) {
        return consumer.accept(record);
    }

    /** Creates an event of one conversation, with a new id and this detail. */
    static ConversationChanged event(String detail, String value) {
        var conversation =
                new ConversationKey(
                        Channel.TWILIO,
                        new BusinessNumber("+14155238886", "+14155238886"),
                        new CustomerAddress("+15550001111"));
        return new ConversationChanged(
                UUID.randomUUID(), conversation, Change.NOTE, Map.of(detail, value), Instant.EPOCH);
    }

    @Override
    public void arrived(Supplier<ConversationChanged> event) {
        arrived.add(event.get());
    }

    @Override
    public void handle(ConversationChanged event) throws InterruptedException {
        calls.incrementAndGet();
        attempted.add(event);
        awaitOpen(event);
        if (infrastructureFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new UncheckedIOException(new IOException("away, on purpose"));
        }
        if (bugs.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("a bug, on purpose");
        }
        if (tooLarge.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new PublishFailedException(
                    "replies", new RecordTooLargeException("too large, on purpose"));
        }
        if (quotes.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            // The JDK quotes text that it cannot parse.
            UUID.fromString(quoted);
        }
        if (errors.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new AssertionError("an error, on purpose");
        }
        traces.add(Span.current().getSpanContext().getTraceId());
        handled.add(event);
    }

    @Override
    public void partitionsAssigned(Set<Integer> partitions) {
        owned = partitions;
    }

    @Override
    public void partitionsRevoked(Set<Integer> partitions) {
        owned = partitions;
    }

    /** Returns the partitions that it was told to own. */
    Set<Integer> owned() {
        return owned;
    }

    private void awaitOpen(ConversationChanged event) throws InterruptedException {
        var name = event.details().get(HELD);
        if (name != null) {
            try {
                gate(name).await();
            } catch (InterruptedException e) {
                stopped.incrementAndGet();
                throw e;
            }
        }
    }

    /** Opens the gate of this name. */
    void open(String name) {
        gate(name).countDown();
    }

    private CountDownLatch gate(String name) {
        return gates.computeIfAbsent(name, _ -> new CountDownLatch(1));
    }

    /** Returns how often a held event was interrupted. */
    int stopped() {
        return stopped.get();
    }

    List<ConversationChanged> arrived() {
        return List.copyOf(arrived);
    }

    /** Returns the events of all calls of the handler. */
    List<ConversationChanged> attempted() {
        return List.copyOf(attempted);
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

    void failByTooLargeRecord(int times) {
        tooLarge.set(times);
    }

    void failByBug(int times) {
        bugs.set(times);
    }

    /** Fails with a foreign message that quotes this text. */
    void failQuoting(String text, int times) {
        quoted = text;
        quotes.set(times);
    }

    void failByError(int times) {
        errors.set(times);
    }

    void forget() {
        arrived.clear();
        attempted.clear();
        handled.clear();
        traces.clear();
        calls.set(0);
        stopped.set(0);
    }
}

package dev.switchboard.chassis.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.LogLines;
import dev.switchboard.testing.TopicReader;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lanes on a real broker, through the channel of {@link LaneProbe}. */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka"))
class KeyedConsumerTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Inject LaneProbe probe;

    @Inject EventPublisher publisher;

    @Inject Tracer tracer;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @BeforeEach
    void forget() {
        probe.forget();
    }

    @Test
    void aConversationsEventsAreHandledInOrder() {
        // Given
        var events = IntStream.range(0, 200).mapToObj(KeyedConsumerTest::event).toList();

        // When
        events.forEach(event -> publisher.publish(Topics.CONVERSATION_EVENTS, "one", event));

        // Then
        await().atMost(TIMEOUT).until(() -> probe.handled().size() == 200);
        assertThat(probe.handled()).isEqualTo(events);
    }

    @Test
    void eventThatHasArrivedIsNotDecodedAgainToBeHandled() {
        // When
        publisher.publishAndWait(Topics.CONVERSATION_EVENTS, "nine", event(1));

        // Then
        await().atMost(TIMEOUT).until(() -> probe.handled().size() == 1);
        assertThat(probe.handled().getFirst()).isSameAs(probe.arrived().getFirst());
    }

    @Test
    void eventIsNotKeptForASecondAttempt() {
        // Given
        probe.failInfrastructure(1);

        // When
        publisher.publishAndWait(Topics.CONVERSATION_EVENTS, "ten", event(1));

        // Then
        await().atMost(TIMEOUT).until(() -> probe.handled().size() == 1);
        assertThat(probe.arrived()).hasSize(1);
        assertThat(probe.attempted())
                .satisfiesExactly(
                        first -> assertThat(first).isSameAs(probe.arrived().getFirst()),
                        second ->
                                assertThat(second)
                                        .isEqualTo(probe.arrived().getFirst())
                                        .isNotSameAs(probe.arrived().getFirst()));
    }

    /** Fails once more often than the maximum of attempts for a bug. */
    @Test
    void recordIsRetriedWhileTheInfrastructureIsDown() {
        // Given
        probe.failInfrastructure(6);

        // When
        publisher.publishAndWait(Topics.CONVERSATION_EVENTS, "two", event(1));

        // Then
        await().atMost(TIMEOUT).until(() -> probe.handled().size() == 1);
        assertThat(probe.calls()).isEqualTo(7);
    }

    @Test
    void recordThatFailsByABugIsDeadLetteredWithItsCause() {
        // Given
        probe.failByBug(5);
        var bad = event(1);
        var next = event(2);

        // When
        publisher.publishAndWait(Topics.CONVERSATION_EVENTS, "three", bad);
        publisher.publishAndWait(Topics.CONVERSATION_EVENTS, "three", next);

        // Then
        await().atMost(TIMEOUT).until(() -> probe.handled().contains(next));
        assertThat(probe.handled()).doesNotContain(bad);
        assertThat(deadLetter("three"))
                .satisfies(letter -> {
                    assertThat(letter.cause()).contains("IllegalStateException");
                    assertThat(letter.topic()).isEqualTo("conversation-events");
                    assertThat(letter.attempts()).isEqualTo(5);
                });
    }

    @Test
    void recordWhoseResultKafkaRefusesAsTooLargeIsDeadLettered() {
        // Given
        probe.failByTooLargeRecord(5);
        var bad = event(1);
        var next = event(2);

        // When
        publisher.publishAndWait(Topics.CONVERSATION_EVENTS, "eight", bad);
        publisher.publishAndWait(Topics.CONVERSATION_EVENTS, "eight", next);

        // Then
        await().atMost(TIMEOUT).until(() -> probe.handled().contains(next));
        assertThat(probe.handled()).doesNotContain(bad);
        assertThat(deadLetter("eight").attempts()).isEqualTo(5);
    }

    @Test
    void valueOfARecordIsNotLoggedWithItsFailure() {
        // Given
        var secret = "my secret";
        var logged = new LogLines("dev.switchboard", Level.ALL);
        probe.failQuoting(secret, 2);

        // When
        try (logged) {
            publisher.publishAndWait(Topics.CONVERSATION_EVENTS, "seven", event(1));
            await().atMost(TIMEOUT).until(() -> probe.handled().size() == 1);
        }

        // Then
        assertThat(logged.lines())
                .anySatisfy(line ->
                        assertThat(line)
                                .contains("Record processing failed", "IllegalArgumentException")
                                .contains("LaneProbe.handle"))
                .noneSatisfy(line -> assertThat(line).contains(secret));
    }

    @Test
    void recordThatFailsByAnErrorIsDeadLetteredAndItsLaneContinues() {
        // Given
        probe.failByError(5);
        var bad = event(1);
        var next = event(2);

        // When
        publisher.publishAndWait(Topics.CONVERSATION_EVENTS, "six", bad);
        publisher.publishAndWait(Topics.CONVERSATION_EVENTS, "six", next);

        // Then
        await().atMost(TIMEOUT).until(() -> probe.handled().contains(next));
        assertThat(probe.handled()).doesNotContain(bad);
        assertThat(deadLetter("six").cause()).contains("AssertionError");
    }

    @Test
    void undecodableRecordIsDeadLettered() {
        // When
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", kafka),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                    new ProducerRecord<>("conversation-events", "four", "no json".getBytes(UTF_8)));
        }
        publisher.publishAndWait(Topics.CONVERSATION_EVENTS, "four", event(2));

        // Then
        await().atMost(TIMEOUT).until(() -> probe.handled().size() == 1);
        assertThat(deadLetter("four").cause()).contains("ConversationChanged");
    }

    @Test
    void partitionsThatWentToAnotherInstanceAndCameBackAreReadAgain() {
        // Given
        lendPartitionsToAnotherInstance();
        var events = IntStream.range(0, 100).mapToObj(KeyedConsumerTest::event).toList();

        // When
        for (var i = 0; i < events.size(); i++) {
            publisher.publish(Topics.CONVERSATION_EVENTS, "key-" + i, events.get(i));
        }

        // Then
        await().atMost(TIMEOUT).until(() -> probe.handled().containsAll(events));
    }

    private void lendPartitionsToAnotherInstance() {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        kafka,
                        "group.id",
                        "probe",
                        "partition.assignment.strategy",
                        CooperativeStickyAssignor.class.getName());
        try (var other =
                new KafkaConsumer<>(
                        config, new StringDeserializer(), new ByteArrayDeserializer())) {
            other.subscribe(List.of("conversation-events"));
            await().atMost(TIMEOUT)
                    .until(() -> {
                        other.poll(Duration.ofMillis(200));
                        return !other.assignment().isEmpty();
                    });
        }
    }

    @Test
    void largeRecordsAreBoundedByTheirBytes() {
        // Given
        var detail = LaneProbe.HELD;
        var large = "x".repeat(LaneProbe.MAX_BYTES * 2 / 5);

        // When
        for (var i = 0; i < 8; i++) {
            publisher.publish(
                    Topics.CONVERSATION_EVENTS, "large-" + i, LaneProbe.event(detail, large));
        }

        // Then
        await().atMost(TIMEOUT).until(() -> probe.calls() == 3);
        await().during(Duration.ofSeconds(1)).atMost(TIMEOUT).until(() -> probe.calls() == 3);
        probe.open(large);
        await().atMost(TIMEOUT).until(() -> probe.handled().size() == 8);
    }

    @Test
    void traceContinuesFromThePublisherToTheHandler() {
        // Given
        var span = tracer.spanBuilder("webhook").startSpan();

        // When
        try (var _ = span.makeCurrent()) {
            publisher.publishAndWait(Topics.CONVERSATION_EVENTS, "five", event(1));
        } finally {
            span.end();
        }

        // Then
        await().atMost(TIMEOUT).until(() -> probe.handled().size() == 1);
        assertThat(Span.getInvalid().getSpanContext().getTraceId())
                .isNotEqualTo(span.getSpanContext().getTraceId());
        assertThat(probe.traces()).containsExactly(span.getSpanContext().getTraceId());
    }

    private static ConversationChanged event(int number) {
        return LaneProbe.event("number", "" + number);
    }

    private DeadLettered deadLetter(String key) {
        try (var consumer = TopicReader.consumer(kafka, Topics.DEAD_LETTERS)) {
            var found = new ArrayList<ConsumerRecord<String, byte[]>>();
            await().atMost(TIMEOUT)
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                        return found.stream().anyMatch(record -> key.equals(record.key()));
                    });
            return found.stream()
                    .filter(record -> key.equals(record.key()))
                    .map(record -> EventCodec.decode(DeadLettered.class, record.value()))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

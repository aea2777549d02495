package dev.switchboard.outbound.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.ProviderSim;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thirty replies of each provider and twelve conversations of a number may be in flight here, and
 * there are more; the rest stays in Kafka or is parked.
 */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class ProviderOutageTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int CUSTOMERS = 15;

    @Inject EventPublisher publisher;

    @Inject ProviderSim providers;

    @Inject PartStore parts;

    @Inject MeterRegistry metrics;

    private final List<DeliveryScene> scenes = new ArrayList<>();

    @AfterEach
    void clearFaults() {
        providers.clearFaults();
    }

    @ParameterizedTest
    @ValueSource(strings = {"twilio", "meta"})
    void aProviderThatRefusesEverythingDelaysItsOwnRepliesOnly(String name) {
        // Given
        var down = Channel.of(name);
        refuseAll(down);
        var delayed = threeFor(down);
        await().atMost(LONG).until(() -> inFlight(down) >= 12);

        // When
        var up = down.equals(Channel.META) ? Channel.TWILIO : Channel.META;
        var other = on(up).fromAi("not delayed");
        publish(other);

        // Then
        await().atMost(LONG).until(() -> isSent(other));
        assertThat(delayed).noneMatch(this::isSent);
        // The provider's lanes, replies that just ended in them, and parked ones taken up again.
        assertThat(inFlight(down)).isBetween(12.0, 44.0);
        providers.clearFaults();
        await().atMost(LONG).until(() -> delayed.stream().allMatch(this::isSent));
        assertThat(scenes)
                .allSatisfy(scene ->
                        assertThat(accepted(scene)).containsExactly("one", "two", "three"));
    }

    private void refuseAll(Channel channel) {
        var code = channel.equals(Channel.META) ? 190 : 20003;
        providers.injectFaults(
                "{\"%s\":{\"status\":401,\"code\":%d}}".formatted(channel.wireName(), code));
    }

    private List<ReplyDecided> threeFor(Channel channel) {
        var replies = new ArrayList<ReplyDecided>();
        for (var customer = 0; customer < CUSTOMERS; customer++) {
            var scene = on(channel);
            scenes.add(scene);
            List.of("one", "two", "three").forEach(text -> replies.add(scene.fromAi(text)));
        }
        replies.forEach(this::publish);
        return replies;
    }

    private double inFlight(Channel channel) {
        return metrics.get("switchboard.lanes.in.flight")
                .tag("lanes", "replies-" + channel.wireName().toLowerCase(Locale.ROOT))
                .gauge()
                .value();
    }

    private boolean isSent(ReplyDecided reply) {
        var all = parts.of(reply.id());
        return !all.isEmpty() && all.stream().allMatch(part -> part.state() == PartState.SENT);
    }

    private List<String> accepted(DeliveryScene scene) {
        return providers.sends(scene.customer()).stream()
                .filter(send -> "accepted".equals(send.outcome()))
                .map(ProviderSim.Send::body)
                .toList();
    }

    private static DeliveryScene on(Channel channel) {
        return channel.equals(Channel.META) ? DeliveryScene.onMeta() : DeliveryScene.onTwilio();
    }

    private void publish(ReplyDecided reply) {
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
    }
}

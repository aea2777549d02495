package dev.switchboard.system.sabotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.localstack.supervisor.StackPart;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.system.chaos.ProductDirectory;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.sabotage.Sabotage.Change;
import dev.switchboard.system.scenario.Trial;
import dev.switchboard.system.traffic.Customer;
import dev.switchboard.system.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each guarantee's check notices when the mechanism behind the guarantee is gone. */
@Tag("faults")
class SwitchedOffTest {
    private static final Path AGENTS = Path.of("target", "sabotage");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIX_PARTS = 9_000;

    private static final Sabotage NO_FENCE =
            new Sabotage("dev.switchboard.outbound.fence.Fence", Map.of("isOpen", Change.SAYS_YES));
    private static final Sabotage NO_LOOKING_FOR_EVIDENCE =
            new Sabotage(
                    "dev.switchboard.outbound.delivery.UnknownOutcome",
                    Map.of(
                            "isKnownWithin",
                            Change.SAYS_NO,
                            "listed",
                            Change.SAYS_ABSENT,
                            "finallyListed",
                            Change.SAYS_ABSENT));
    private static final Sabotage NO_LANES =
            new Sabotage(
                    "dev.switchboard.model.lane.Lanes", Map.of("submit", Change.OWN_LANE_FOR_EACH));
    private static final Sabotage NO_CANCELLING =
            new Sabotage(
                    "dev.switchboard.aiworker.turn.Interruptions",
                    Map.of("arrived", Change.DOES_NOTHING));
    private static final Sabotage OFFSETS_BEFORE_EFFECTS =
            new Sabotage(
                    "dev.switchboard.model.lane.Lanes", Map.of("submit", Change.DONE_BEFORE_BEGUN));

    private static World world;
    private static StackPart outbound;
    private static StackPart worker;

    private Trial trial;

    @BeforeAll
    static void switchOff() {
        world =
                World.start(
                        ProductDirectory.beside(Path.of("..")), Path.of("target", "sabotaged"), 1);
        outbound =
                instead(
                        "outbound",
                        Map.of("DELIVERY_SETTLE", "PT1S", "DELIVERY_FIRST_WAIT", "PT6S"),
                        NO_FENCE,
                        NO_LOOKING_FOR_EVIDENCE,
                        NO_LANES);
        worker = instead("ai-worker", Map.of(), NO_CANCELLING, OFFSETS_BEFORE_EFFECTS);
        outbound.awaitReady(PATIENCE);
        worker.awaitReady(PATIENCE);
    }

    private static StackPart instead(String kind, Map<String, String> settings, Sabotage... how) {
        world.instancesOf(kind).forEach(name -> world.stack().part(name).stop());
        var all = new HashMap<>(settings);
        all.putAll(Sabotage.settings(AGENTS, how));
        return world.stack().startAnother(kind, kind + "-sabotaged", TcpPorts.free(), all);
    }

    @AfterAll
    static void switchOn() {
        world.close();
    }

    @BeforeEach
    void begin() {
        trial = Trial.begin(world, "switched off");
    }

    @AfterEach
    void end() {
        trial.close();
    }

    @Test
    void withoutTheFenceNothingAfterTakeoverIsSeenToBreak() {
        // Given
        world.simulator().modelEchoes(SIX_PARTS);
        world.simulator().faults(Map.of("twilio", Map.of("latency", "PT0.3S")));
        var customer = writing();
        awaitSends(1);

        // When
        trial.journal().tookOver(customer.line(), world.operator().takeover(customer.line()));
        awaitSends(6);

        // Then
        assertThat(broken()).contains("NothingAfterTakeover");
    }

    @Test
    void withoutLookingForEvidenceNothingTwiceIsSeenToBreak() {
        // Given
        var quiet = new HashMap<String, Object>();
        List.of("sent", "delivered", "read").forEach(status -> quiet.put(status, null));
        world.simulator().callbacks(quiet);
        world.simulator().faults(Map.of("twilio", Map.of("dropAfterAccept", 1)));
        writing();
        awaitSends(1);

        // When
        world.simulator().faults(Map.of());
        awaitSends(2);

        // Then
        assertThat(broken()).contains("NothingTwice");
    }

    @Test
    void withoutLanesInOrderIsSeenToBreak() {
        // Given
        world.simulator().faults(Map.of("twilio", Map.of("status", 429)));
        var customer = writing();
        await().atMost(PATIENCE).until(() -> trial.sends().size() == 1);

        // When
        world.simulator().faults(Map.of());
        customer.beginBurst();
        customer.write();
        awaitSends(2);

        // Then
        assertThat(broken()).contains("InOrder");
    }

    @Test
    void withoutCancellingOneVoiceIsSeenToBreak() {
        // Given
        world.simulator().model(Map.of("latency", "PT4S"));
        var before = modelCalls();
        var customer = writing();
        await().atMost(PATIENCE).until(() -> modelCalls() > before);

        // When
        customer.correct();
        awaitSends(2);

        // Then
        assertThat(broken()).contains("OneVoice");
    }

    @Test
    void withOffsetsMovedBeforeTheEffectsNothingLostIsSeenToBreak() {
        // Given
        world.simulator().model(Map.of("latency", "PT60S"));
        writing();
        awaitAllTurnsCommitted();

        // When
        var killed = worker.pid().orElseThrow();
        worker.kill();
        world.simulator().calm();
        worker.awaitReturn(killed, PATIENCE);
        writing();
        awaitSends(1);

        // Then
        assertThat(broken()).contains("NothingLost");
    }

    private Customer writing() {
        var customer = new Customer(world, trial.journal(), world.newCustomer(Channel.TWILIO));
        customer.beginBurst();
        customer.write();
        return customer;
    }

    private void awaitSends(int count) {
        assertThat(
                        trial.sends()
                                .await(
                                        sends ->
                                                sends.stream().filter(Send::tookEffect).count()
                                                        >= count,
                                        PATIENCE))
                .as("%d sends", count)
                .isTrue();
    }

    private static long modelCalls() {
        return world.simulator().about().get("modelCalls").asLong();
    }

    /** The names of the guarantees that the evidence shows to be broken. */
    private List<String> broken() {
        return trial.verdict(Map.of()).violations().stream()
                .map(violation -> violation.guarantee())
                .distinct()
                .toList();
    }

    private static void awaitAllTurnsCommitted() {
        try (var kafka =
                Admin.create(
                        Map.of(
                                "bootstrap.servers",
                                world.stack().env("KAFKA_BOOTSTRAP_SERVERS")))) {
            await().atMost(PATIENCE).until(() -> turnsEnd(kafka) == turnsCommitted(kafka));
        }
    }

    private static long turnsEnd(Admin kafka) throws Exception {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        for (var number = 0; number < Topics.TURNS.partitions(); number++) {
            asked.put(new TopicPartition(Topics.TURNS.name(), number), OffsetSpec.latest());
        }
        return kafka.listOffsets(asked).all().get().values().stream()
                .mapToLong(it -> it.offset())
                .sum();
    }

    private static long turnsCommitted(Admin kafka) throws Exception {
        return kafka
                .listConsumerGroupOffsets("ai-worker")
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .mapToLong(it -> it.offset())
                .sum();
    }
}

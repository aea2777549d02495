package dev.switchboard.system.sabotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.localstack.supervisor.StackPart;
import dev.switchboard.localstack.testing.CommittedOffsets;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.system.SharedWorld;
import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.OneVoice;
import dev.switchboard.system.record.ModelFeed;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.sabotage.Sabotage.Change;
import dev.switchboard.system.scenario.Trial;
import dev.switchboard.system.traffic.Customer;
import dev.switchboard.system.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each guarantee's check notices when the mechanism behind the guarantee is gone. */
class SwitchedOffTest {
    private static final Path AGENTS = Path.of("target", "sabotage");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIX_PARTS = 9_000;

    private static final Sabotage NO_FENCE =
            new Sabotage("dev.switchboard.outbound.fence.Fence", Map.of("isOpen", Change.SAYS_YES));
    private static final Sabotage NO_LOOKING_FOR_EVIDENCE =
            new Sabotage(
                    "dev.switchboard.outbound.delivery.UnknownOutcome",
                    Map.of("isKnownWithin", Change.SAYS_NO, "listed", Change.SAYS_ABSENT));
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

    private static final World WORLD = SharedWorld.running();
    private static StackPart outbound;
    private static StackPart worker;

    private Trial trial;
    private ModelFeed calls;

    @BeforeAll
    static void switchOff() {
        outbound =
                instead(
                        "outbound",
                        Map.of(
                                "SEND_TIMEOUT", "PT2S",
                                "DELIVERY_SETTLE", "PT4S",
                                "DELIVERY_FIRST_WAIT", "PT6S"),
                        NO_FENCE,
                        NO_LOOKING_FOR_EVIDENCE,
                        NO_LANES);
        worker = instead("ai-worker", Map.of(), NO_CANCELLING, OFFSETS_BEFORE_EFFECTS);
        outbound.awaitReady(PATIENCE);
        worker.awaitReady(PATIENCE);
    }

    private static StackPart instead(String kind, Map<String, String> settings, Sabotage... how) {
        WORLD.instancesOf(kind).forEach(name -> WORLD.stack().part(name).stop());
        var all = new HashMap<>(settings);
        all.putAll(Sabotage.settings(AGENTS, how));
        return WORLD.stack().startAnother(kind, kind + "-sabotaged", TcpPorts.free(), all);
    }

    @AfterAll
    static void switchOn() {
        outbound.stop();
        worker.stop();
        var usual =
                Stream.of("outbound", "ai-worker")
                        .flatMap(kind -> WORLD.instancesOf(kind).stream())
                        .map(WORLD.stack()::part)
                        .toList();
        usual.forEach(StackPart::start);
        usual.forEach(part -> part.awaitReady(PATIENCE));
    }

    @BeforeEach
    void begin() {
        trial = Trial.begin(WORLD, "switched off");
        calls = ModelFeed.follow(WORLD.simulator());
    }

    @AfterEach
    void end() {
        calls.close();
        trial.close();
    }

    @Test
    void withoutTheFenceNothingAfterTakeoverIsSeenToBreak() {
        // Given
        WORLD.simulator().modelEchoes(SIX_PARTS);
        WORLD.simulator().faults(Map.of("twilio", Map.of("latency", "PT1S")));
        var customer = writing();
        awaitSends(customer, 1);

        // When
        takeOver(customer);
        awaitSends(customer, 6);

        // Then
        assertThat(broken()).contains("NothingAfterTakeover");
    }

    @Test
    void withoutLookingForEvidenceNothingTwiceIsSeenToBreak() {
        // Given
        var quiet = new HashMap<String, Object>();
        List.of("sent", "delivered", "read").forEach(status -> quiet.put(status, null));
        WORLD.simulator().callbacks(quiet);
        WORLD.simulator().faults(Map.of("twilio", Map.of("dropAfterAccept", 1)));
        var customer = writing();
        awaitSends(customer, 1);

        // When
        WORLD.simulator().faults(Map.of());
        awaitSends(customer, 2);

        // Then
        assertThat(broken()).contains("NothingTwice");
    }

    @Test
    void withoutLanesInOrderIsSeenToBreak() {
        // Given
        WORLD.simulator().modelEchoes(SIX_PARTS);
        WORLD.simulator().faults(Map.of("twilio", Map.of("latency", "PT1S")));
        var customer = writing();
        awaitSends(customer, 1);

        // When
        customer.beginBurst();
        customer.write();
        awaitSends(customer, 8);

        // Then
        assertThat(broken()).contains("InOrder");
    }

    @Test
    void withoutCancellingOneVoiceIsSeenToBreak() {
        // Given
        WORLD.simulator().model(Map.of("latency", "PT4S"));
        var customer = writing();
        awaitModelCall(customer);

        // When
        customer.correct();
        awaitSends(customer, 2);

        // Then
        assertThat(broken()).contains("OneVoice");
    }

    @Test
    void withOffsetsMovedBeforeTheEffectsNothingLostIsSeenToBreak() {
        // Given
        WORLD.simulator().model(Map.of("latency", "PT60S"));
        var before = turnsCommitted();
        awaitModelCall(writing());
        await().atMost(PATIENCE).until(() -> turnsCommitted() > before);

        // When
        var killed = worker.pid().orElseThrow();
        worker.kill();
        WORLD.simulator().calm();
        worker.awaitReturn(killed, PATIENCE);
        var customer = writing();
        awaitSends(customer, 1);

        // Then
        assertThat(broken()).contains("NothingLost");
    }

    private Customer writing() {
        var customer = new Customer(WORLD, trial.journal(), WORLD.newCustomer(Channel.TWILIO));
        customer.beginBurst();
        customer.write();
        return customer;
    }

    /** Sends to this customer; others may still get what earlier tests have left. */
    private void awaitSends(Customer customer, int count) {
        assertThat(trial.sends().await(sends -> sent(customer, sends) >= count, PATIENCE))
                .as(() -> "%d sends, not %d".formatted(count, sent(customer, trial.sends().all())))
                .isTrue();
    }

    private static long sent(Customer customer, List<Send> sends) {
        return sends.stream()
                .filter(send -> send.to().equals(customer.line().phone()))
                .filter(Send::tookEffect)
                .count();
    }

    /** Until the model is asked about what this customer has written. */
    private void awaitModelCall(Customer customer) {
        assertThat(calls.awaitCall(customer.line().marker(1, 1), PATIENCE)).isPresent();
    }

    /** Asks until it is done, as a person would. */
    private void takeOver(Customer customer) {
        await().atMost(PATIENCE)
                .until(() -> {
                    var handover = WORLD.operator().takeover(customer.line());
                    trial.journal().tookOver(customer.line(), handover);
                    return handover.confirmed();
                });
    }

    /** The names of the guarantees that the evidence shows to be broken. */
    private List<String> broken() {
        var guarantees = new ArrayList<>(Guarantee.all());
        guarantees.replaceAll(it -> it instanceof OneVoice usual ? usual.withCorrections() : it);
        return trial.verdict(Map.of(), guarantees, List.of()).violations().stream()
                .map(violation -> violation.guarantee())
                .distinct()
                .toList();
    }

    private static long turnsCommitted() {
        return CommittedOffsets.sum(WORLD.stack().env("KAFKA_BOOTSTRAP_SERVERS"), "ai-worker");
    }
}

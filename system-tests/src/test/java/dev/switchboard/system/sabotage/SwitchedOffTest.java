package dev.switchboard.system.sabotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.localstack.supervisor.SupervisedProgram;
import dev.switchboard.system.SharedWorld;
import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.OneReplyPerBurst;
import dev.switchboard.system.record.ModelFeed;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.sabotage.Sabotage.Change;
import dev.switchboard.system.scenario.ScenarioRun;
import dev.switchboard.system.traffic.SimulatedCustomer;
import dev.switchboard.system.world.World;
import dev.switchboard.testing.CommittedOffsets;
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
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int SIX_PARTS_LENGTH = 9_000;

    private static final Sabotage NO_FENCE =
            new Sabotage(
                    "dev.switchboard.outbound.fence.Fence", Map.of("allows", Change.RETURNS_TRUE));
    private static final Sabotage NO_RECONCILING =
            new Sabotage(
                    "dev.switchboard.outbound.reconcile.PartReconciler",
                    Map.of(
                            "awaitStatus",
                            Change.RETURNS_FALSE,
                            "checkEvidence",
                            Change.RETURNS_ABSENT));
    private static final Sabotage NO_LANES =
            new Sabotage(
                    "dev.switchboard.chassis.kafka.Lanes",
                    Map.of("submit", Change.OWN_LANE_FOR_EACH));
    private static final Sabotage NO_CANCELLING =
            new Sabotage(
                    "dev.switchboard.aiworker.inflight.InFlightTurns",
                    Map.of("arrived", Change.DOES_NOTHING));
    private static final Sabotage OFFSETS_BEFORE_EFFECTS =
            new Sabotage(
                    "dev.switchboard.chassis.kafka.Lanes",
                    Map.of("submit", Change.COMPLETED_BEFORE_START));

    private static final World WORLD = SharedWorld.running();
    private static SupervisedProgram outbound;
    private static SupervisedProgram worker;

    private ScenarioRun run;
    private ModelFeed calls;

    @BeforeAll
    static void switchOff() {
        outbound =
                instead(
                        "outbound",
                        Map.of(
                                "SEND_TIMEOUT", "PT2S",
                                "DELIVERY_RECONCILE_TIMEOUT", "PT4S",
                                "DELIVERY_RETRY_INITIAL_BACKOFF", "PT6S"),
                        NO_FENCE,
                        NO_RECONCILING,
                        NO_LANES);
        worker = instead("ai-worker", Map.of(), NO_CANCELLING, OFFSETS_BEFORE_EFFECTS);
        outbound.awaitReady(TIMEOUT);
        worker.awaitReady(TIMEOUT);
    }

    private static SupervisedProgram instead(
            String kind, Map<String, String> settings, Sabotage... mechanisms) {
        WORLD.instancesOf(kind).forEach(name -> WORLD.stack().program(name).stop());
        var all = new HashMap<>(settings);
        all.putAll(Sabotage.settings(AGENTS, mechanisms));
        return WORLD.stack().startAnother(kind, kind + "-sabotaged", TcpPorts.free(), all);
    }

    @AfterAll
    static void switchOn() {
        outbound.stop();
        worker.stop();
        var normal =
                Stream.of("outbound", "ai-worker")
                        .flatMap(kind -> WORLD.instancesOf(kind).stream())
                        .map(WORLD.stack()::program)
                        .toList();
        normal.forEach(SupervisedProgram::start);
        normal.forEach(program -> program.awaitReady(TIMEOUT));
    }

    @BeforeEach
    void begin() {
        run = ScenarioRun.begin(WORLD, "switched off");
        calls = ModelFeed.follow(WORLD.simulator());
    }

    @AfterEach
    void end() {
        calls.close();
        run.close();
    }

    @Test
    void withoutTheFenceNothingAfterTakeoverIsSeenToBreak() {
        // Given
        WORLD.simulator().modelEchoes(SIX_PARTS_LENGTH);
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
    void withoutReconcilingNothingTwiceIsSeenToBreak() {
        // Given
        var noStatuses = new HashMap<String, Object>();
        List.of("sent", "delivered", "read").forEach(status -> noStatuses.put(status, null));
        WORLD.simulator().callbacks(noStatuses);
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
        WORLD.simulator().modelEchoes(SIX_PARTS_LENGTH);
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
    void withoutCancellingOneReplyPerBurstIsSeenToBreak() {
        // Given
        WORLD.simulator().model(Map.of("latency", "PT4S"));
        var customer = writing();
        awaitModelCall(customer);

        // When
        customer.correct();
        awaitSends(customer, 2);

        // Then
        assertThat(broken()).contains(OneReplyPerBurst.class.getSimpleName());
    }

    @Test
    void withOffsetsMovedBeforeTheEffectsNothingLostIsSeenToBreak() {
        // Given
        WORLD.simulator().model(Map.of("latency", "PT60S"));
        var before = turnsCommitted();
        awaitModelCall(writing());
        await().atMost(TIMEOUT).until(() -> turnsCommitted() > before);

        // When
        var killed = worker.pid().orElseThrow();
        worker.kill();
        WORLD.simulator().restoreDefaults();
        worker.awaitRestart(killed, TIMEOUT);
        var customer = writing();
        awaitSends(customer, 1);

        // Then
        assertThat(broken()).contains("NothingLost");
    }

    private SimulatedCustomer writing() {
        var customer =
                new SimulatedCustomer(WORLD, run.journal(), WORLD.newCustomer(Channel.TWILIO));
        customer.beginBurst();
        customer.write();
        return customer;
    }

    /** Sends to this customer; others may still get the answers of earlier tests. */
    private void awaitSends(SimulatedCustomer customer, int count) {
        assertThat(run.sends().await(sends -> sent(customer, sends) >= count, TIMEOUT))
                .as(() -> "%d sends, not %d".formatted(count, sent(customer, run.sends().all())))
                .isTrue();
    }

    private static long sent(SimulatedCustomer customer, List<Send> sends) {
        return sends.stream()
                .filter(send -> send.to().equals(customer.phone().number()))
                .filter(Send::tookEffect)
                .count();
    }

    /** Waits until the model is called about what this customer has written. */
    private void awaitModelCall(SimulatedCustomer customer) {
        assertThat(calls.awaitCall(customer.phone().marker(1, 1), TIMEOUT)).isPresent();
    }

    /** Retries until it is confirmed, as an operator would. */
    private void takeOver(SimulatedCustomer customer) {
        await().atMost(TIMEOUT)
                .until(() -> {
                    var call = WORLD.operator().takeover(customer.phone());
                    run.journal().recordTakeover(customer.phone(), call);
                    return call.confirmed();
                });
    }

    /** Names of the guarantees that the evidence shows to be broken. */
    private List<String> broken() {
        var guarantees = new ArrayList<>(Guarantee.all());
        guarantees.replaceAll(
                it -> it instanceof OneReplyPerBurst normal ? normal.withCorrections() : it);
        return run.report(Map.of(), guarantees, List.of()).violations().stream()
                .map(violation -> violation.guarantee())
                .distinct()
                .toList();
    }

    private static long turnsCommitted() {
        return CommittedOffsets.sum(WORLD.stack().env("KAFKA_BOOTSTRAP_SERVERS"), "ai-worker");
    }
}

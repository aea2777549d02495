package dev.switchboard.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.system.SharedWorld;
import dev.switchboard.system.traffic.SimulatedCustomer;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScenarioRunTest {
    private static final World WORLD = SharedWorld.running();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final List<String> FREQUENT_RETRIES = Collections.nCopies(150, "PT0.5S");

    private final ScenarioRun run = ScenarioRun.begin(WORLD, "late delivery");

    @AfterEach
    void end() {
        run.close();
    }

    @Test
    void messageDeliveredJustBeforeTheReportHasTheTimeOfAnAnswer() {
        // Given
        WORLD.simulator().callbacks(Map.of("metaRetries", FREQUENT_RETRIES));
        var ingress = WORLD.stack().program("ingress-2");
        var killed = ingress.pid().orElseThrow();
        ingress.kill();
        var customer = new SimulatedCustomer(WORLD, run.journal(), WORLD.newCustomer(Channel.META));
        customer.beginBurst();
        var message = customer.write();
        ingress.awaitRestart(killed, TIMEOUT);
        await().atMost(TIMEOUT).until(() -> isDelivered(customer));

        // When
        var report = run.report(Map.of());

        // Then
        assertThat(message.promised()).isFalse();
        assertThat(report.violations()).isEmpty();
        assertThat(run.journal().messages()).singleElement().matches(it -> it.promised());
        assertThat(run.sends().answers(message.marker())).isTrue();
    }

    /** Returns true if the phone shows that the only message it has sent has arrived. */
    private static boolean isDelivered(SimulatedCustomer customer) {
        return WORLD.simulator()
                .messagesOn(customer.phone())
                .getFirst()
                .get("status")
                .asText()
                .equals("delivered");
    }
}

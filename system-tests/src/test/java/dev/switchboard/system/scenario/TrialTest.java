package dev.switchboard.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.system.SharedWorld;
import dev.switchboard.system.traffic.Customer;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final World WORLD = SharedWorld.running();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> OFTEN = Collections.nCopies(150, "PT0.5S");

    private final Trial trial = Trial.begin(WORLD, "late delivery");

    @AfterEach
    void end() {
        trial.close();
    }

    @Test
    void messageThatWasDeliveredJustBeforeTheVerdictHasTheTimeOfAnAnswer() {
        // Given
        WORLD.simulator().callbacks(Map.of("metaRetries", OFTEN));
        var ingress = WORLD.stack().part("ingress-2");
        var killed = ingress.pid().orElseThrow();
        ingress.kill();
        var customer = new Customer(WORLD, trial.journal(), WORLD.newCustomer(Channel.META));
        customer.beginBurst();
        var message = customer.write();
        ingress.awaitReturn(killed, PATIENCE);
        await().atMost(PATIENCE).until(() -> isDelivered(customer));

        // When
        var report = trial.verdict(Map.of());

        // Then
        assertThat(message.promised()).isFalse();
        assertThat(report.violations()).isEmpty();
        assertThat(trial.journal().messages()).singleElement().matches(it -> it.promised());
        assertThat(trial.sends().answers(message.marker())).isTrue();
    }

    /** Whether the phone shows that the only message it has sent has arrived. */
    private static boolean isDelivered(Customer customer) {
        return WORLD.simulator()
                .phone(customer.line())
                .getFirst()
                .get("status")
                .asText()
                .equals("delivered");
    }
}

package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Messages that arrive in other ways than by a customer's webhook. One at Twilio, one at Meta. */
class ChannelsTest {
    private final Product product = Product.running();

    @BeforeEach
    void resetModel() {
        product.resetModel();
    }

    @AfterAll
    static void stopEchoes() {
        assertThat(Product.running().simulator().put("/sim/callbacks", Map.of()).status())
                .isEqualTo(200);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void messageThatTwilioCouldNotDeliverIsAnsweredAfterTheOutage() {
        // Given
        var customer = product.newCustomer("twilio");

        // When
        product.without("ingress", () -> customer.write("anybody there?"));

        // Then
        customer.awaitReceived(1);
        customer.staysAt(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void messageTypedOnThePairedPhoneTakesOverUntilHandback() {
        // Given
        product.simulator().put("/sim/callbacks", Map.of("echo", "PT0.001S"));
        var customer = product.newCustomer("meta");
        customer.write("hello");
        customer.awaitReceived(1);
        customer.write("are you sure?");
        customer.awaitReceived(2);

        // When
        customer.receiveFromThePairedPhone("Ana here, your refund code is ZEBRA-9");
        product.awaitOperator(customer);
        customer.write("is anybody there?");

        // Then
        customer.staysAt(3);

        // When
        product.handBack(customer);
        customer.write("what did the operator say?");

        // Then
        assertThat(customer.awaitReceived(4).getLast()).contains("ZEBRA-9");
    }
}

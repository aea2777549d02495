package dev.switchboard.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Interruptions between a message and its answer: a takeover, or the failure of a whole service.
 */
class InterruptionsTest {
    private static final List<Phone> ANSWERED_ONCE = new ArrayList<>();

    private final Product product = Product.running();

    @BeforeEach
    @AfterEach
    void resetModel() {
        product.resetModel();
    }

    @ParameterizedTest
    @ValueSource(strings = {"twilio", "meta"})
    void takeoverDuringTheModelCallSuppressesTheAnswer(String channel) {
        // Given
        var customer = product.newCustomer(channel);
        customer.write("hello");
        customer.awaitReceived(1);
        product.modelAnswers(Map.of("latency", "PT15S"));
        var before = product.simulator().get("/sim").json().get("modelCalls").asLong();
        var text = "think about " + customer.number();
        customer.write(text);
        await().atMost(Duration.ofSeconds(20)).until(() -> call(text, before).isPresent());

        // When
        product.takeOver(customer);

        // Then
        await().atMost(Duration.ofSeconds(10))
                .until(() -> call(text, before).orElseThrow().path("cancelled").asBoolean());
        customer.staysAt(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingress", "buffer", "ai-worker", "outbound", "operator"})
    void answerArrivesOnceWhicheverServiceIsKilled(String service) {
        // Given
        var customers = new ArrayList<Phone>();
        for (var channel : List.of("twilio", "meta")) {
            for (var i = 0; i < 3; i++) {
                customers.add(product.newCustomer(channel));
            }
        }
        product.modelAnswers(Map.of("latency", "PT1S"));
        customers.forEach(customer -> customer.write("before the failure"));

        // When
        product.kill(service);

        // Then
        customers.forEach(customer -> customer.awaitReceived(1));
        ANSWERED_ONCE.addAll(customers);
    }

    /** One wait for all. */
    @AfterAll
    static void nobodyReceivesAnotherMessage() {
        Phone.allStayAt(ANSWERED_ONCE, 1);
    }

    /** Model call with this text, after so many calls. */
    private Optional<JsonNode> call(String text, long after) {
        var calls = product.simulator().get("/sim/model/calls?limit=500&after=" + after).json();
        return StreamSupport.stream(calls.spliterator(), false)
                .filter(call -> call.path("request").toString().contains(text))
                .findFirst();
    }
}

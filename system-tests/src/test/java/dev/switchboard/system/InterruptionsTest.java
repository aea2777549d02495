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

/** What comes between a question and its answer: a person, or the death of a whole service. */
class InterruptionsTest {
    private static final List<Phone> ANSWERED_ONCE = new ArrayList<>();

    private final Product product = Product.running();

    @BeforeEach
    @AfterEach
    void modelAsUsual() {
        product.modelIsFree();
    }

    @ParameterizedTest
    @ValueSource(strings = {"twilio", "meta"})
    void aTakeoverWhileTheModelThinksLeavesTheAnswerUnsaid(String channel) {
        // Given
        var customer = product.newCustomer(channel);
        customer.write("hello");
        customer.awaitReceived(1);
        product.modelAnswers(Map.of("latency", "PT15S"));
        var before = product.simulator().get("/sim").json().get("modelCalls").asLong();
        var words = "think about " + customer.number();
        customer.write(words);
        await().atMost(Duration.ofSeconds(20)).until(() -> call(words, before).isPresent());

        // When
        product.takeOver(customer);

        // Then
        await().atMost(Duration.ofSeconds(10))
                .until(() -> call(words, before).orElseThrow().path("cancelled").asBoolean());
        customer.staysAt(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingress", "buffer", "ai-worker", "outbound", "operator"})
    void whicheverServiceIsKilledTheAnswerArrivesOnce(String service) {
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

    /** One silence for all. */
    @AfterAll
    static void nobodyHasHeardMore() {
        Phone.allStayAt(ANSWERED_ONCE, 1);
    }

    /** What the model was asked with these words, after so many calls. */
    private Optional<JsonNode> call(String words, long after) {
        var calls = product.simulator().get("/sim/model/calls?limit=500&after=" + after).json();
        return StreamSupport.stream(calls.spliterator(), false)
                .filter(call -> call.path("request").toString().contains(words))
                .findFirst();
    }
}

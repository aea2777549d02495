package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.http.JsonClient;
import dev.switchboard.localstack.supervisor.LocalStack;
import dev.switchboard.localstack.supervisor.StackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The whole product as processes on free ports, shared by the test classes of a JVM. */
final class Product {
    private static final Duration RETURN_PATIENCE = Duration.ofSeconds(90);
    private static final Product INSTANCE = new Product();

    private final LocalStack stack;
    private final JsonClient simulator;
    private final JsonClient operator;
    private final AtomicInteger customers = new AtomicInteger();

    private Product() {
        stack =
                LocalStack.builder(Path.of(".."), Path.of("target", "product"))
                        .ports(StackPorts.free())
                        .setting("ingress", "TWILIO_CATCH_UP_EVERY", "PT2S")
                        .setting("ingress", "TWILIO_CATCH_UP_GRACE", "PT5S")
                        .fresh()
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "end product"));
        simulator = new JsonClient(stack.url("simulator"));
        operator =
                new JsonClient(
                        stack.url("operator"),
                        Map.of("Authorization", "Bearer " + stack.env("SWITCHBOARD_API_TOKEN")));
    }

    static Product running() {
        return INSTANCE;
    }

    /** Somebody who has never written before. */
    Phone newCustomer(String channel) {
        return phone("+1555010%04d".formatted(customers.incrementAndGet()), channel);
    }

    Phone phone(String number, String channel) {
        return new Phone(simulator, number, channel);
    }

    JsonClient simulator() {
        return simulator;
    }

    JsonClient operator() {
        return operator;
    }

    JsonClient anonymous(String service) {
        return new JsonClient(stack.url(service));
    }

    /** What the model answers from now on; see the simulator's call. */
    void modelAnswers(Map<String, Object> behaviour) {
        assertThat(simulator.post("/sim/model", behaviour).status()).isBetween(200, 299);
    }

    void takeOver(Phone customer) {
        var answer = operator.post("/api/v1/takeover", Map.of("phone", customer.number()));
        assertThat(answer.json().path("status").asText())
                .as(answer.body())
                .isEqualTo("takeover_complete");
    }

    void handBack(Phone customer) {
        var answer = operator.post("/api/v1/handback", Map.of("phone", customer.number()));
        assertThat(answer.json().path("status").asText())
                .as(answer.body())
                .isEqualTo("handback_complete");
    }

    /** Waits until a person has the line. */
    void awaitPerson(Phone customer) {
        await().atMost(RETURN_PATIENCE)
                .until(() ->
                        operator.get("/api/v1/conversations?holder=operator&limit=100")
                                .body()
                                .contains(customer.number()));
    }

    void operatorWrites(Phone customer, String text) {
        var answer =
                operator.post(
                        "/api/v1/operator-message",
                        Map.of("phone", customer.number(), "message", text));
        assertThat(answer.json().path("status").asText()).as(answer.body()).isEqualTo("success");
    }

    /** Does something while a service is not there. */
    void without(String service, Runnable work) {
        var part = stack.part(service);
        part.stop();
        try {
            work.run();
        } finally {
            part.start();
        }
        part.awaitReady(RETURN_PATIENCE);
    }

    /** Ends a service as {@code kill -9} does and returns at once; the stack starts it again. */
    Runnable killing(String service) {
        var part = stack.part(service);
        var pid = part.pid().orElseThrow();
        part.kill();
        return () -> part.awaitReturn(pid, RETURN_PATIENCE);
    }
}

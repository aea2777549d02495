package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.localstack.http.JsonClient;
import dev.switchboard.localstack.supervisor.LocalStack;
import dev.switchboard.localstack.supervisor.SupervisedProgram;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The shared product as its users see it: customers with phones, operators at the API. */
final class Product {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Product INSTANCE = new Product();

    private final World world = SharedWorld.running();
    private final LocalStack stack = world.stack();
    private final JsonClient simulator = new JsonClient(stack.url("simulator"));
    private final JsonClient operator =
            new JsonClient(
                    stack.url("operator"),
                    Map.of("Authorization", "Bearer " + stack.env("SWITCHBOARD_API_TOKEN")));

    private Product() {}

    static Product running() {
        return INSTANCE;
    }

    /** Customer who has never written before. */
    Phone newCustomer(String channel) {
        return new Phone(simulator, world.newCustomer(Channel.of(channel)).number(), channel);
    }

    /** Customer with a given number. */
    Phone customer(String channel, String number) {
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

    /** Sets the model's behaviour; see the simulator's API. */
    void modelAnswers(Map<String, Object> behaviour) {
        assertThat(simulator.post("/sim/model", behaviour).status()).isBetween(200, 299);
    }

    /** Makes the model answer from the request, at once. */
    void resetModel() {
        modelAnswers(Map.of());
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

    /** Waits until an operator owns the conversation. */
    void awaitOperator(Phone customer) {
        await().atMost(TIMEOUT)
                .until(() ->
                        operator.get("/api/v1/conversations?holder=operator&limit=100")
                                .body()
                                .contains(customer.number()));
    }

    /** Waits until the webhook with this text can be looked up, and returns its id. */
    String awaitLoggedWebhook(String text) {
        return await().atMost(TIMEOUT)
                .until(
                        () ->
                                operator.get("/api/v1/webhooks?q=" + text)
                                        .json()
                                        .path("webhooks")
                                        .path(0)
                                        .path("id")
                                        .asText(),
                        id -> !id.isEmpty());
    }

    void operatorWrites(Phone customer, String text) {
        var answer =
                operator.post(
                        "/api/v1/operator-message",
                        Map.of("phone", customer.number(), "message", text));
        assertThat(answer.json().path("status").asText()).as(answer.body()).isEqualTo("success");
    }

    /** Does something while a service is stopped. */
    void without(String service, Runnable work) {
        var program = stack.program(service);
        program.stop();
        try {
            work.run();
        } finally {
            program.start();
        }
        program.awaitReady(TIMEOUT);
    }

    /**
     * Kills all instances of a service as {@code kill -9} does; returns once they are restarted.
     */
    void kill(String service) {
        var killed = new HashMap<SupervisedProgram, Long>();
        world.instancesOf(service).stream()
                .map(stack::program)
                .forEach(program -> killed.put(program, program.pid().orElseThrow()));
        killed.keySet().forEach(SupervisedProgram::kill);
        killed.forEach((program, pid) -> program.awaitRestart(pid, TIMEOUT));
    }
}

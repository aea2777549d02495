package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.http.JsonClient;
import dev.switchboard.localstack.supervisor.LocalStack;
import dev.switchboard.localstack.supervisor.StackPart;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The shared product as those see it who try it: customers with phones, operators at the API. */
final class Product {
    private static final Duration RETURN_PATIENCE = Duration.ofSeconds(90);
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

    /** Somebody who has never written before. */
    Phone newCustomer(String channel) {
        return new Phone(simulator, world.newCustomer(Channel.of(channel)).phone(), channel);
    }

    /** Somebody with a number of their own choice. */
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

    /** What the model answers from now on; see the simulator's call. */
    void modelAnswers(Map<String, Object> behaviour) {
        assertThat(simulator.post("/sim/model", behaviour).status()).isBetween(200, 299);
    }

    /** The model answers from what it is asked, at once. */
    void modelIsFree() {
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

    /** Waits until a person has the line. */
    void awaitPerson(Phone customer) {
        await().atMost(RETURN_PATIENCE)
                .until(() ->
                        operator.get("/api/v1/conversations?holder=operator&limit=100")
                                .body()
                                .contains(customer.number()));
    }

    /** Waits until the webhook that said this can be looked up, and returns its id. */
    String awaitLoggedWebhook(String words) {
        return await().atMost(RETURN_PATIENCE)
                .until(
                        () ->
                                operator.get("/api/v1/webhooks?q=" + words)
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

    /** Ends all instances of a service as {@code kill -9} does; returns once others are there. */
    void kill(String service) {
        var killed = new HashMap<StackPart, Long>();
        world.instancesOf(service).stream()
                .map(stack::part)
                .forEach(part -> killed.put(part, part.pid().orElseThrow()));
        killed.keySet().forEach(StackPart::kill);
        killed.forEach((part, pid) -> part.awaitReturn(pid, RETURN_PATIENCE));
    }
}

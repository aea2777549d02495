package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.http.JsonClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Conversations of simulated customers with a stack, the same in each run: texts, several messages
 * at once, media, long answers in parts, formatting, quotes, and takeovers with an operator's
 * message and a handback, on both channels.
 */
final class TrainingConversations {
    private static final int MAX_AT_ONCE = 24;
    private static final Duration POLL = Duration.ofMillis(200);

    /** Longer than an answer takes, its quiet window included, and than statuses follow it. */
    private static final Duration QUIET = Duration.ofSeconds(4);

    private static final Map<String, Object> LOCATION =
            Map.of(
                    "kind",
                    "location",
                    "content",
                    Map.of("latitude", 52.52, "longitude", 13.405, "name", "Berlin"));

    private final JsonClient simulator;
    private final JsonClient operator;

    TrainingConversations(LocalStack stack) {
        simulator = new JsonClient(stack.url("simulator"));
        operator =
                new JsonClient(
                        stack.url("operator"),
                        Map.of("Authorization", "Bearer " + stack.env("SWITCHBOARD_API_TOKEN")));
    }

    /** Returns when the customers are answered, or soon after the training's timeout. */
    void hold(Training training) {
        long deadline = System.nanoTime() + training.timeout().toNanos();
        int begun = 0;
        while (begun < training.customers() && System.nanoTime() < deadline) {
            int until = Math.min(begun + MAX_AT_ONCE, training.customers());
            writeAll(begun, until);
            begun = until;
            awaitSends(begun, deadline);
        }
        readAll();
        awaitQuiet(deadline);
    }

    private void writeAll(int from, int until) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int customer = from; customer < until; customer++) {
                int number = customer;
                threads.execute(() -> write(number));
            }
        }
    }

    /** A call that fails teaches the product something too, and the others go on. */
    private void write(int customer) {
        try {
            Customer writer = Customer.of(customer);
            switch (customer / 2 % 8) {
                case 0 -> text(writer, "Hello, my name is Ada");
                case 1 -> burst(writer);
                case 2 -> media(writer, "image");
                case 3 -> text(writer, "Write 5000 characters");
                case 4 -> takeover(writer);
                case 5 -> text(writer, "Show me some formatting");
                case 6 -> media(writer, "voice");
                default -> otherKinds(writer);
            }
        } catch (UncheckedIOException unanswered) {
            // The deadline decides.
        }
    }

    private void burst(Customer customer) {
        for (String part : List.of("Hi", "I have a question", "What did I say before?")) {
            text(customer, part);
        }
    }

    private void media(Customer customer, String kind) {
        Map<String, Object> body = customer.message();
        body.put("media", List.of(Map.of("kind", kind)));
        send(customer, body);
    }

    private void otherKinds(Customer customer) {
        if (customer.channel().equals("meta")) {
            Map<String, Object> body = customer.message();
            body.putAll(LOCATION);
            send(customer, body);
        }
        text(customer, "Who are you?");
    }

    private void takeover(Customer customer) {
        text(customer, "Is anybody there?");
        operate("takeover", customer, Map.of());
        text(customer, "I would like to talk to a person");
        operate("operator-message", customer, Map.of("message", "Hello, this is Ana."));
        text(customer, "Thank you. What did the operator say?");
        operate("handback", customer, Map.of("answer_pending", true));
    }

    private void text(Customer customer, String text) {
        Map<String, Object> body = customer.message();
        body.put("text", text);
        send(customer, body);
    }

    private void send(Customer customer, Map<String, Object> body) {
        simulator.post("/sim/phones/" + customer.phone() + "/messages", body);
    }

    private void operate(String call, Customer customer, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("phone", customer.phone());
        body.put("channel", customer.channel());
        operator.post("/api/v1/" + call, body);
    }

    private void readAll() {
        for (String list : List.of("conversations?limit=20", "parts?state=failed", "webhooks")) {
            operator.get("/api/v1/" + list);
        }
    }

    private void awaitSends(int expected, long deadline) {
        while (sends() < expected && System.nanoTime() < deadline) {
            SupervisedProgram.sleep(POLL);
        }
    }

    private void awaitQuiet(long deadline) {
        int before;
        do {
            before = sends();
            SupervisedProgram.sleep(QUIET);
        } while (sends() > before && System.nanoTime() < deadline);
    }

    private int sends() {
        return simulator.get("/sim").json().path("sends").asInt();
    }

    /** Customers write by Twilio and Meta in turn. */
    private record Customer(String phone, String channel) {

        static Customer of(int number) {
            return new Customer(
                    String.format(Locale.ROOT, "+1555%07d", number),
                    number % 2 == 0 ? "twilio" : "meta");
        }

        Map<String, Object> message() {
            Map<String, Object> body = new HashMap<>();
            body.put("channel", channel);
            return body;
        }
    }
}

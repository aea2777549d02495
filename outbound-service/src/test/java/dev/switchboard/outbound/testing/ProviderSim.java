package dev.switchboard.outbound.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.wire.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The simulated providers as a test sees them from outside. */
@ApplicationScoped
public class ProviderSim {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI simulator;

    public ProviderSim(@ConfigProperty(name = "simulator.url") URI simulator) {
        this.simulator = simulator;
    }

    /** One send request a provider received; without an answer time it is still under way. */
    public record Send(
            String body, String outcome, Instant startedAt, Optional<Instant> answeredAt) {}

    /** The requests for this customer, in the order in which they came. */
    public List<Send> sends(CustomerAddress customer) {
        var all = call(HttpRequest.newBuilder(simulator.resolve("/sim/sends?limit=100000")).GET());
        return StreamSupport.stream(all.spliterator(), false)
                .filter(send -> send.path("to").asText().contains(customer.value().substring(1)))
                .map(ProviderSim::send)
                .toList();
    }

    private static Send send(JsonNode json) {
        return new Send(
                json.path("body").asText(),
                json.path("outcome").asText(),
                Instant.parse(json.path("startedAt").asText()),
                Optional.of(json.path("answeredAt"))
                        .filter(JsonNode::isTextual)
                        .map(at -> Instant.parse(at.asText())));
    }

    /** Faults in force until {@link #behave()}, such as {@code {"twilio":{"status":503}}}. */
    public void misbehave(String faults) {
        call(
                HttpRequest.newBuilder(simulator.resolve("/sim/faults"))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(faults)));
    }

    public void behave() {
        call(HttpRequest.newBuilder(simulator.resolve("/sim/faults")).DELETE());
    }

    private JsonNode call(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

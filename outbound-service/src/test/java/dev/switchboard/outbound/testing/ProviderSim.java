package dev.switchboard.outbound.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.wire.Json;
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

/** Client of the simulated providers. */
@ApplicationScoped
public class ProviderSim {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI simulator;

    public ProviderSim(@ConfigProperty(name = "simulator.url") URI simulator) {
        this.simulator = simulator;
    }

    /** Send request that a provider received; without an answer time it is still in flight. */
    public record Send(
            String body, String outcome, Instant startedAt, Optional<Instant> answeredAt) {}

    /** The requests for this customer, in order of arrival. */
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

    /** Injects faults until {@link #clearFaults()}, such as {@code {"twilio":{"status":503}}}. */
    public void injectFaults(String faults) {
        call(
                HttpRequest.newBuilder(simulator.resolve("/sim/faults"))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(faults)));
    }

    public void clearFaults() {
        call(HttpRequest.newBuilder(simulator.resolve("/sim/faults")).DELETE());
    }

    private JsonNode call(HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            return Json.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

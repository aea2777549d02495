package dev.switchboard.operator.webhooklog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.switchboard.operator.access.AccessSettings;
import dev.switchboard.operator.api.RefusedRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngressClientTest {
    private static final Instant AT = Instant.parse("2026-11-20T08:00:00.123Z");

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private HttpServer server;
    private int status = 200;
    private String body = "{\"messages\":2,\"statuses\":1,\"ignored\":[\"our own message\"]}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        requests.add(
                String.join(
                        " ",
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        headers.getFirst("Authorization"),
                        headers.getFirst("Content-Type"),
                        new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        exchange.sendResponseHeaders(status, body.length());
        try (var out = exchange.getResponseBody()) {
            out.write(body.getBytes(UTF_8));
        }
    }

    @Test
    void webhookIsPassedOnAsItCameWithItsTimeAndTheToken() {
        // When
        var replayed = ingress().replay(webhook());

        // Then
        assertThat(replayed.messages()).isEqualTo(2);
        assertThat(replayed.statuses()).isEqualTo(1);
        assertThat(replayed.ignored()).isEqualTo(List.of("our own message"));
        assertThat(requests)
                .containsExactly(
                        "POST /internal/webhooks/replay?route=twilio-status"
                                + "&receivedAt=2026-11-20T08%3A00%3A00.123Z&query=part%3D1.2"
                                + " Bearer secret application/x-www-form-urlencoded Body=Hola+%26");
    }

    @ParameterizedTest
    @CsvSource({"422,MessageSid is missing", "409,MessageSid is missing", "503,now", "404,404"})
    void refusalHasItsReason(int answered, String reason) {
        // Given
        status = answered;
        body = "{\"error\":\"MessageSid is missing\"}";

        // Then
        assertThatExceptionOfType(RefusedRequest.class)
                .isThrownBy(() -> ingress().replay(webhook()))
                .withMessageContaining(reason);
    }

    @Test
    void withoutABaseUrlNothingIsReplayed() {
        assertThatExceptionOfType(RefusedRequest.class)
                .isThrownBy(() -> ingress(Optional.empty()).replay(webhook()))
                .withMessageContaining("INGRESS_BASE_URL");
    }

    private IngressClient ingress() {
        return ingress(
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    private static IngressClient ingress(Optional<URI> base) {
        return new IngressClient(
                () -> base,
                new AccessSettings() {
                    @Override
                    public String apiToken() {
                        return "secret";
                    }

                    @Override
                    public Optional<String> operatorToken() {
                        return Optional.empty();
                    }
                });
    }

    private static WebhookView.Full webhook() {
        return new WebhookView.Full(
                new WebhookView(
                        UUID.randomUUID(),
                        AT,
                        "twilio",
                        "twilio-status",
                        "POST",
                        Optional.of("/whatsapp/status"),
                        "malformed",
                        true,
                        400,
                        0,
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        Optional.empty()),
                Optional.of("part=1.2"),
                "{\"content-type\":\"application/x-www-form-urlencoded\"}",
                "Body=Hola+%26");
    }
}

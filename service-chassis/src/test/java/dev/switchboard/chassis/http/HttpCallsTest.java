package dev.switchboard.chassis.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCallsTest {
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SHORT_TIMEOUT = Duration.ofMillis(300);

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/whole", exchange -> respond(exchange, "whole".length()));
        server.createContext("/stalls", exchange -> respond(exchange, "whole and more".length()));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    @Test
    void responseThatIsCompleteInTimeIsReturned() throws Exception {
        assertThat(send("/whole", LONG_TIMEOUT).body()).isEqualTo("whole");
    }

    @Test
    void responseThatStallsInItsBodyTimesOut() {
        assertThatThrownBy(() -> send("/stalls", SHORT_TIMEOUT))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void failureIsTheClientsOwn() {
        // When
        server.stop(0);

        // Then
        assertThatThrownBy(() -> send("/whole", LONG_TIMEOUT)).isInstanceOf(ConnectException.class);
    }

    private HttpResponse<String> send(String path, Duration timeout)
            throws IOException, InterruptedException {
        var port = server.getAddress().getPort();
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(timeout)
                        .build();
        return HttpCalls.sendWithDeadline(request, client, BodyHandlers.ofString());
    }

    private static void respond(HttpExchange exchange, int announced) throws IOException {
        var body = "whole".getBytes(UTF_8);
        exchange.sendResponseHeaders(200, announced);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        if (announced == body.length) {
            exchange.close();
        }
    }
}

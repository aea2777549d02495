package dev.switchboard.localstack.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JsonClientTest {
    @Test
    void nullIsWrittenAndNotOmitted() throws IOException {
        // Given
        var body = new HashMap<String, Object>();
        body.put("sent", null);
        var received = new AtomicReference<String>();
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    received.set(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();

        // When
        try {
            new JsonClient("http://127.0.0.1:" + server.getAddress().getPort())
                    .put("/sim/callbacks", body);
        } finally {
            server.stop(0);
        }

        // Then
        assertThat(received).hasValue("{\"sent\":null}");
    }
}

package dev.switchboard.ingress.catchup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageListTest {
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anEndlessResponseIsAnError() {
        // Given
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (var body = exchange.getResponseBody()) {
                        body.write(
                                ("{\"messages\":[]," + " ".repeat(16 << 20) + "}").getBytes(UTF_8));
                    }
                });
        var list =
                new MessageList(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        "AC0",
                        "token",
                        InstantSource.system());

        // Then
        assertThatThrownBy(() -> list.firstPage("whatsapp:+1", LocalDate.EPOCH))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("capacity");
    }
}

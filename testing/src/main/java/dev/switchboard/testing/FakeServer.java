package dev.switchboard.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Provider's server that records requests and gives the configured response. */
public final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String response = "{}";
    private volatile boolean unresponsive;
    private volatile boolean stalling;
    private volatile boolean contacted;

    /** Request as it was received. */
    public record ReceivedRequest(
            String method, URI uri, Optional<String> authorization, String body) {}

    public FakeServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void respondWith(int status, String response) {
        this.status = status;
        this.response = response;
    }

    /** Accepts requests from now on without responding. */
    public void neverRespond() {
        unresponsive = true;
    }

    /** Leaves its responses incomplete from now on. */
    public void stallResponses() {
        stalling = true;
    }

    /** Returns whether a request's head has arrived. */
    public boolean isContacted() {
        return contacted;
    }

    public List<ReceivedRequest> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        contacted = true;
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(
                new ReceivedRequest(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                        body));
        if (unresponsive) {
            return;
        }
        var bytes = response.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, stalling ? bytes.length + 1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        if (stalling) {
            exchange.getResponseBody().flush();
        } else {
            exchange.close();
        }
    }
}

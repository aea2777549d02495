package dev.switchboard.outbound.provider;

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

/** A provider's server that records what it is asked and answers what it is told to. */
public final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = "{}";
    private volatile boolean silent;
    private volatile boolean stalling;
    private volatile boolean reached;

    /** One request. */
    public record Asked(String method, URI uri, Optional<String> authorization, String body) {}

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

    public void answers(int status, String answer) {
        this.status = status;
        this.answer = answer;
    }

    /** Takes requests and never answers them. */
    public void keepsSilent() {
        silent = true;
    }

    /** Begins its answers and never ends them. */
    public void stallsInTheMidstOfAnswers() {
        stalling = true;
    }

    /** Whether a request has begun to come in, be it without its body. */
    public boolean isReached() {
        return reached;
    }

    public List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        reached = true;
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(
                new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                        body));
        if (silent) {
            return;
        }
        var bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, stalling ? bytes.length + 1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        if (stalling) {
            exchange.getResponseBody().flush();
        } else {
            exchange.close();
        }
    }
}

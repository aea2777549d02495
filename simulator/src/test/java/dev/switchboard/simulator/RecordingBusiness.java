package dev.switchboard.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Business that records every webhook and answers 200, or the statuses it was given. */
public final class RecordingBusiness implements AutoCloseable {
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Deque<Integer> statuses = new ConcurrentLinkedDeque<>();
    private final HttpServer server;

    /** One webhook. */
    public record Received(String path, Map<String, String> headers, byte[] body) {
        public Map<String, String> form() {
            return Arrays.stream(text().split("&"))
                    .map(it -> it.split("=", 2))
                    .collect(Collectors.toMap(it -> decode(it[0]), it -> decode(it[1])));
        }

        public JsonObject json() {
            return new JsonObject(Buffer.buffer(body));
        }

        /** Value of the only change in a webhook of Meta's. */
        public JsonObject value() {
            return json().getJsonArray("entry")
                    .getJsonObject(0)
                    .getJsonArray("changes")
                    .getJsonObject(0)
                    .getJsonObject("value");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        private static String decode(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    public RecordingBusiness() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Answers the next webhooks with these statuses, then 200 again. */
    public void answerNext(Integer... next) {
        statuses.addAll(List.of(next));
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public List<Received> receivedAt(String path) {
        return received.stream().filter(it -> it.path().equals(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            var headers =
                    exchange.getRequestHeaders().entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            it -> it.getKey().toLowerCase(Locale.ROOT),
                                            it -> it.getValue().getFirst()));
            received.add(
                    new Received(
                            exchange.getRequestURI().toString(),
                            headers,
                            exchange.getRequestBody().readAllBytes()));
            var status = statuses.poll();
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

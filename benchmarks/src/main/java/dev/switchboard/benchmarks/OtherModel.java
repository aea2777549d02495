package dev.switchboard.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A model beside the simulator's, with OpenAI's API, that is overloaded until it is mended. */
final class OtherModel implements AutoCloseable {
    private static final byte[] OVERLOADED =
            """
            {"error": {"message": "overloaded", "type": "server_error"}}
            """
                    .getBytes(UTF_8);

    private static final byte[] ANSWER =
            """
            {"id": "1", "object": "chat.completion", "created": 1, "model": "other",
             "choices": [{"index": 0, "finish_reason": "stop",
                          "message": {"role": "assistant", "content": "Here I am."}}],
             "usage": {"prompt_tokens": 20, "completion_tokens": 4, "total_tokens": 24}}
            """
                    .getBytes(UTF_8);

    private final HttpServer server;
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean isMended;

    OtherModel() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::respond);
        server.start();
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var body = isMended ? ANSWER : OVERLOADED;
            (isMended ? answered : refused).incrementAndGet();
            exchange.sendResponseHeaders(isMended ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    void mend() {
        isMended = true;
    }

    int refused() {
        return refused.get();
    }

    int answered() {
        return answered.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

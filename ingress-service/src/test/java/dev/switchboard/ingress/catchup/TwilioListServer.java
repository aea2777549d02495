package dev.switchboard.ingress.catchup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.switchboard.common.wire.Json;
import dev.switchboard.ingress.testing.SimulatedTwilio;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Server of Twilio's message list, newest first, a thousand per page; its responses are dated, and
 * all media are deleted.
 */
final class TwilioListServer implements AutoCloseable {
    private static final int PAGE_SIZE = 1_000;

    /** Message of the list. */
    record Listed(String sid, Instant writtenAt, String from, int media) {
        Listed(String sid, Instant writtenAt) {
            this(sid, writtenAt, "whatsapp:+15550001111", 0);
        }
    }

    private final HttpServer server;
    private final List<Listed> newestFirst;

    TwilioListServer(List<Listed> newestFirst) {
        this.newestFirst = List.copyOf(newestFirst);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.endsWith("/Media.json")) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        var page = query.startsWith("Page=") ? Integer.parseInt(query.substring(5)) : 0;
        var from = Math.min(page * PAGE_SIZE, newestFirst.size());
        var to = Math.min(from + PAGE_SIZE, newestFirst.size());
        var root = Json.mapper().createObjectNode();
        var messages = root.putArray("messages");
        for (var listed : newestFirst.subList(from, to)) {
            messages.addObject()
                    .put("sid", listed.sid())
                    .put("direction", "inbound")
                    .put("status", "received")
                    .put("from", listed.from())
                    .put("to", "whatsapp:" + SimulatedTwilio.NUMBER)
                    .put("body", "listed")
                    .put("num_media", Integer.toString(listed.media()))
                    .put("date_created", rfc1123(listed.writtenAt()));
        }
        if (to < newestFirst.size()) {
            root.put("next_page_uri", path + "?Page=" + (page + 1));
        }
        var body = root.toString().getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String rfc1123(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atZone(ZoneOffset.UTC));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

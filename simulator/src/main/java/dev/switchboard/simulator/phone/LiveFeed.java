package dev.switchboard.simulator.phone;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Streams events to open phone pages, as server-sent events. */
public final class LiveFeed {
    private final Set<HttpServerResponse> pages = new LinkedHashSet<>();

    public void route(Router router) {
        router.get("/sim/live").handler(this::open);
    }

    void publish(String event, JsonObject detail) {
        if (pages.isEmpty()) {
            return;
        }
        var text = "event: %s\ndata: %s\n\n".formatted(event, detail.encode());
        for (HttpServerResponse page : List.copyOf(pages)) {
            write(page, text);
        }
    }

    private void open(RoutingContext context) {
        var page = context.response();
        page.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .closeHandler(_ -> pages.remove(page));
        page.write("retry: 1000\n\n");
        pages.add(page);
    }

    /** Closes a page that does not keep up; its browser reconnects and reads everything again. */
    private void write(HttpServerResponse page, String text) {
        if (page.writeQueueFull()) {
            pages.remove(page);
            page.reset();
        } else {
            page.write(text);
        }
    }
}

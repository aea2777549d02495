package dev.switchboard.simulator.phone;

import dev.switchboard.simulator.input.Fields;
import dev.switchboard.simulator.input.Route;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Files that customers sent; keeps the newest 5,000. Samples share their bytes. */
public final class MediaShelf {
    private static final int MAX_FILES = 5_000;

    private final LinkedHashMap<String, MediaFile> files = new LinkedHashMap<>();
    private final Map<SampleMedia, Buffer> samples = new LinkedHashMap<>();

    public void route(Router router) {
        router.get("/sim/media/:id").handler(this::show);
    }

    /** Adds a file: the caller's own bytes (base64 in {@code data}) or a sample. */
    public MediaFile add(Fields item) {
        item.only("kind", "contentType", "caption", "filename", "data");
        var kind =
                item.choice("kind", SampleMedia.class)
                        .orElseThrow(() -> item.bad("kind", "is missing"));
        var file =
                new MediaFile(
                        newId(),
                        kind,
                        item.text("contentType").orElse(kind.contentType()),
                        item.text("caption"),
                        item.text("filename").orElse(kind.sample()),
                        item.text("data")
                                .map(it -> decode(item, it))
                                .orElseGet(() -> sample(kind)));
        keep(file);
        return file;
    }

    public Optional<MediaFile> find(String id) {
        return Optional.ofNullable(files.get(id));
    }

    public void remove(String id) {
        files.remove(id);
    }

    public void clear() {
        files.clear();
    }

    private void keep(MediaFile file) {
        files.put(file.id(), file);
        if (files.size() > MAX_FILES) {
            files.pollFirstEntry();
        }
    }

    private void show(RoutingContext context) {
        var file = files.get(Route.parameter(context, "id"));
        if (file == null) {
            context.fail(404);
            return;
        }
        context.response()
                .putHeader("Content-Type", file.contentType())
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "sandbox; default-src 'none'")
                .end(file.bytes());
    }

    private Buffer sample(SampleMedia kind) {
        return samples.computeIfAbsent(kind, MediaShelf::load);
    }

    private static Buffer load(SampleMedia kind) {
        var path = "/simulator/media/" + kind.sample();
        try (var in = MediaShelf.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no sample file " + path);
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Buffer decode(Fields item, String base64) {
        try {
            return Buffer.buffer(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            throw item.bad("data", "must be base64");
        }
    }

    /** Digits only, as Meta's media ids are. */
    private static String newId() {
        return Long.toString(
                ThreadLocalRandom.current().nextLong(1_000_000_000_000_000L, Long.MAX_VALUE));
    }
}

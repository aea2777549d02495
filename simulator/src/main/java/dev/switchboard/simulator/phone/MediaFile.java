package dev.switchboard.simulator.phone;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/** A file a customer sent. */
public record MediaFile(
        String id,
        SampleMedia kind,
        String contentType,
        Optional<String> caption,
        String filename,
        Buffer bytes) {

    /** Meta's name of the kind: a voice note is an audio message. */
    public String messageType() {
        return kind == SampleMedia.VOICE ? "audio" : kind.name().toLowerCase(Locale.ROOT);
    }

    /** JSON from which the phone page shows the file. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("kind", kind.name().toLowerCase(Locale.ROOT))
                .put("contentType", contentType)
                .put("url", "/sim/media/" + id)
                .put("filename", filename);
    }
}

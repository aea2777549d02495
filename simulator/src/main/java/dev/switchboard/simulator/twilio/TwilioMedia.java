package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.phone.MediaFile;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * A media resource of a message.
 *
 * @param file the bytes, if a customer sent them
 */
record TwilioMedia(String sid, String contentType, Instant createdAt, Optional<MediaFile> file) {

    JsonObject toJson(String accountSid, String messageSid) {
        return new JsonObject()
                .put("sid", sid)
                .put("account_sid", accountSid)
                .put("parent_sid", messageSid)
                .put("content_type", contentType)
                .put("date_created", TwilioTime.text(createdAt))
                .put("date_updated", TwilioTime.text(createdAt))
                .put("uri", uri(accountSid, messageSid) + ".json");
    }

    String uri(String accountSid, String messageSid) {
        return TwilioMessage.uri(accountSid, messageSid) + "/Media/" + sid;
    }
}

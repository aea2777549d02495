package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.phone.MediaFile;
import dev.switchboard.simulator.phone.PhoneInput;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/** The contacts and messages of an incoming webhook's value. */
record IncomingValue(JsonObject json) {

    /** One message; further media of the same message follow as messages of their own. */
    static IncomingValue of(PhoneInput written, String id, Instant at, String businessNumber) {
        var messages = new JsonArray().add(first(written, id, at, businessNumber));
        written.media().stream()
                .skip(1)
                .forEach(it ->
                        messages.add(
                                envelope(written, Wamids.next(), at)
                                        .put("type", it.messageType())
                                        .put(it.messageType(), media(it, ""))));
        return new IncomingValue(
                new JsonObject()
                        .put("contacts", new JsonArray().add(contact(written)))
                        .put("messages", messages));
    }

    /** Echo of a message that the business sent itself. */
    static JsonObject echo(PhoneInput written, String id, Instant at, String businessNumber) {
        return first(written, id, at, businessNumber)
                .put("from", businessNumber)
                .put("to", written.from().digits());
    }

    private static JsonObject first(
            PhoneInput written, String id, Instant at, String businessNumber) {
        var message = envelope(written, id, at).put("type", written.kind());
        written.repliesTo()
                .ifPresent(it ->
                        message.put(
                                "context",
                                new JsonObject().put("from", businessNumber).put("id", it)));
        if (written.content() != null) {
            return message.put(written.kind(), written.content());
        }
        if (!written.media().isEmpty()) {
            return message.put(written.kind(), media(written.media().getFirst(), written.text()));
        }
        return message.put("text", new JsonObject().put("body", written.text()));
    }

    private static JsonObject envelope(PhoneInput written, String id, Instant at) {
        var message =
                new JsonObject().put("id", id).put("timestamp", Long.toString(at.getEpochSecond()));
        if (!written.hideNumber()) {
            message.put("from", written.from().digits());
        }
        written.userId().ifPresent(it -> message.put("from_user_id", it));
        return message;
    }

    private static JsonObject contact(PhoneInput written) {
        var contact = new JsonObject().put("profile", new JsonObject().put("name", written.name()));
        if (!written.hideNumber()) {
            contact.put("wa_id", written.from().digits());
        }
        written.userId().ifPresent(it -> contact.put("user_id", it));
        return contact;
    }

    private static JsonObject media(MediaFile file, String text) {
        var media =
                new JsonObject()
                        .put("id", file.id())
                        .put("mime_type", file.contentType())
                        .put("sha256", Base64.getEncoder().encodeToString(sha256(file)));
        switch (file.kind()) {
            case VOICE -> media.put("voice", true);
            case AUDIO -> media.put("voice", false);
            case STICKER -> media.put("animated", false);
            case DOCUMENT -> caption(media.put("filename", file.filename()), file, text);
            case IMAGE, VIDEO -> caption(media, file, text);
        }
        return media;
    }

    private static void caption(JsonObject media, MediaFile file, String text) {
        file.caption().ifPresent(it -> media.put("caption", it));
        if (!text.isEmpty()) {
            media.put("caption", text);
        }
    }

    static byte[] sha256(MediaFile file) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(file.bytes().getBytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

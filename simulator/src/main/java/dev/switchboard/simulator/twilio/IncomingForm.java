package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.phone.PhoneInput;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;

/** The parameters of Twilio's incoming-message webhook. */
final class IncomingForm {
    private IncomingForm() {}

    static MultiMap of(
            PhoneInput written, TwilioMessage message, String accountSid, String publicUrl) {
        var form =
                MultiMap.caseInsensitiveMultiMap()
                        .add("SmsMessageSid", message.sid())
                        .add("SmsSid", message.sid())
                        .add("MessageSid", message.sid())
                        .add("AccountSid", accountSid)
                        .add("SmsStatus", "received")
                        .add("ApiVersion", "2010-04-01")
                        .add("NumSegments", "1")
                        .add("ReferralNumMedia", "0")
                        .add("From", message.from())
                        .add("To", message.to())
                        .add("Body", body(written))
                        .add("ProfileName", written.name())
                        .add("MessageType", written.kind());
        written.userId().ifPresent(it -> form.add("ExternalUserId", "whatsapp:" + it));
        if (!written.hideNumber()) {
            form.add("WaId", written.from().digits());
        }
        written.repliesTo()
                .ifPresent(it ->
                        form.add("OriginalRepliedMessageSid", it)
                                .add("OriginalRepliedMessageSender", message.to()));
        media(form, message, accountSid, publicUrl);
        detail(form, written);
        return form;
    }

    static String from(PhoneInput written) {
        return "whatsapp:" + written.addressIfHidden().orElse(written.from().text());
    }

    /** A location has no body; a tap repeats the label. */
    static String body(PhoneInput written) {
        return written.kind().equals("location") ? written.text() : written.shown();
    }

    private static void media(
            MultiMap form, TwilioMessage message, String accountSid, String publicUrl) {
        form.add("NumMedia", Integer.toString(message.media().size()));
        for (int i = 0; i < message.media().size(); i++) {
            var media = message.media().get(i);
            form.add("MediaUrl" + i, publicUrl + media.uri(accountSid, message.sid()))
                    .add("MediaContentType" + i, media.contentType());
        }
    }

    private static void detail(MultiMap form, PhoneInput written) {
        var content = written.detail();
        switch (written.kind()) {
            case "location" -> location(form, content);
            case "button" -> {
                form.add("ButtonText", content.getString("text", ""))
                        .add("ButtonPayload", content.getString("payload", ""));
            }
            case "interactive" -> choice(form, written);
            case "reaction" ->
                    form.add("OriginalRepliedMessageSid", content.getString("message_id", ""));
            default -> {}
        }
    }

    private static void location(MultiMap form, JsonObject content) {
        form.add("Latitude", String.valueOf(content.getValue("latitude")))
                .add("Longitude", String.valueOf(content.getValue("longitude")));
        if (content.containsKey("address")) {
            form.add("Address", content.getString("address"));
        }
        if (content.containsKey("name")) {
            form.add("Label", content.getString("name"));
        }
    }

    private static void choice(MultiMap form, PhoneInput written) {
        var chosen = written.choice();
        var list = "list_reply".equals(written.detail().getString("type"));
        form.add(list ? "ListId" : "ButtonPayload", chosen.getString("id", ""))
                .add(list ? "ListTitle" : "ButtonText", chosen.getString("title", ""));
    }
}

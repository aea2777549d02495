package dev.switchboard.simulator.twilio;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** An error in the form of Twilio's REST API; codes from its error dictionary. */
record TwilioError(int status, int code, String message) {
    static final TwilioError CREDENTIALS = new TwilioError(401, 20003, "Authenticate");
    static final TwilioError TO_MISSING =
            new TwilioError(400, 21604, "A 'To' phone number is required.");
    static final TwilioError FROM_MISSING =
            new TwilioError(400, 21603, "A 'From' phone number is required.");
    static final TwilioError BODY_TOO_LONG =
            new TwilioError(
                    400, 21617, "The concatenated message body exceeds the 1600 character limit.");
    static final TwilioError NOTHING_TO_SEND =
            new TwilioError(400, 21619, "A text message body or media urls must be specified.");
    static final TwilioError CHANNELS_DIFFER =
            new TwilioError(
                    400,
                    21910,
                    "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel");
    static final TwilioError TOO_MANY_MEDIA =
            new TwilioError(400, 21623, "Number of media files exceeds allowed limit.");

    static TwilioError toInvalid(String to) {
        return new TwilioError(400, 21211, "Invalid 'To' Phone Number: " + to);
    }

    static TwilioError fromNotOurs(String from) {
        return new TwilioError(
                400, 21660, "Mismatch between the 'From' number " + from + " and the account.");
    }

    static TwilioError mediaInvalid(String url) {
        return new TwilioError(400, 21620, "Invalid media URL(s): " + url);
    }

    static TwilioError callbackInvalid(String url) {
        return new TwilioError(
                400, 21609, "The 'StatusCallback' URL " + url + " is not a valid URL.");
    }

    static TwilioError notFound(String path) {
        return new TwilioError(404, 20404, "The requested resource " + path + " was not found");
    }

    static TwilioError parameter(String message) {
        return new TwilioError(400, 20001, message);
    }

    /** Error of a fault: 429 and 5xx have codes of their own. */
    static TwilioError fault(int status, @Nullable Integer code) {
        var message =
                switch (status) {
                    case 401 -> "Authenticate";
                    case 429 -> "Too Many Requests";
                    case 503 -> "Service Unavailable";
                    default -> status >= 500 ? "Internal Server Error" : "Bad Request";
                };
        var usual = status == 401 ? 20003 : 20000 + status;
        return new TwilioError(status, code == null ? usual : code, message);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("code", code)
                .put("message", message)
                .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                .put("status", status);
    }
}

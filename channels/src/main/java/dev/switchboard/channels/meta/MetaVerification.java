package dev.switchboard.channels.meta;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.channels.webhook.WebhookResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Answers Meta's verification of our address: returns the challenge if the token is right. */
final class MetaVerification {
    /** Anything else would echo foreign text in our response. */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final byte[] token;

    MetaVerification(String token) {
        this.token = token.getBytes(UTF_8);
    }

    WebhookResponse answer(String query) {
        var parameters = new QueryStringDecoder(query, false).parameters();
        var given = first(parameters, "hub.verify_token").getBytes(UTF_8);
        if (!first(parameters, "hub.mode").equals("subscribe")
                || token.length == 0
                || !MessageDigest.isEqual(token, given)) {
            return WebhookResponse.refused(
                    WebhookOutcome.BAD_TOKEN, "hub.mode or hub.verify_token is wrong");
        }
        var challenge = first(parameters, "hub.challenge");
        return CHALLENGE.matcher(challenge).matches()
                ? new WebhookResponse(WebhookOutcome.VERIFIED, "text/plain", challenge)
                : WebhookResponse.refused(
                        WebhookOutcome.MALFORMED, "hub.challenge is not letters and digits");
    }

    private static String first(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of("")).getFirst();
    }
}

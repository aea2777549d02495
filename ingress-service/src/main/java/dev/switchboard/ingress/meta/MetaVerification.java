package dev.switchboard.ingress.meta;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.ingress.webhook.Answer;
import dev.switchboard.ingress.webhook.Verdict;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers Meta's question whether this address is ours: the challenge comes back if the token is
 * right.
 */
final class MetaVerification {
    /** Anything else would be somebody's text in an answer of ours. */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final byte[] token;

    MetaVerification(String token) {
        this.token = token.getBytes(UTF_8);
    }

    Answer answer(Optional<String> query) {
        var asked = new QueryStringDecoder(query.orElse(""), false).parameters();
        var shown = first(asked, "hub.verify_token").getBytes(UTF_8);
        if (!first(asked, "hub.mode").equals("subscribe") || !MessageDigest.isEqual(token, shown)) {
            return Answer.refused(Verdict.BAD_TOKEN, "hub.mode or hub.verify_token is wrong");
        }
        var challenge = first(asked, "hub.challenge");
        return CHALLENGE.matcher(challenge).matches()
                ? new Answer(Verdict.VERIFIED, "text/plain", challenge)
                : Answer.refused(Verdict.MALFORMED, "hub.challenge is not letters and digits");
    }

    private static String first(Map<String, List<String>> asked, String name) {
        return asked.getOrDefault(name, List.of("")).getFirst();
    }
}

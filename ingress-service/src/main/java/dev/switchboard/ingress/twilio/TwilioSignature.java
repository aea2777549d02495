package dev.switchboard.ingress.twilio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.twilio.security.RequestValidator;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks {@code X-Twilio-Signature} with Twilio's own validator, which compares in constant time.
 * HMAC-SHA1 is the provider's protocol. Several tokens count at once while one replaces the other.
 */
final class TwilioSignature {
    private static final Pattern BODY_HASH =
            Pattern.compile("(?:^|&)bodySHA256=([0-9a-f]{64})(?:&|$)");

    private final List<RequestValidator> validators;

    TwilioSignature(List<String> authTokens) {
        validators = authTokens.stream().map(RequestValidator::new).toList();
    }

    /** Whether the form was signed for one of the addresses. */
    boolean signs(List<String> addresses, TwilioFields form, String signature) {
        return matches(addresses, form.signed(), signature);
    }

    /**
     * Whether a body that is no form was signed: by its hash, which is part of the signed query.
     */
    boolean signs(List<String> addresses, Optional<String> query, Buffer body, String signature) {
        var hash = query.map(BODY_HASH::matcher).filter(found -> found.find());
        return hash.isPresent()
                && MessageDigest.isEqual(
                        hash.get().group(1).getBytes(US_ASCII), sha256(body).getBytes(US_ASCII))
                && matches(addresses, Map.of(), signature);
    }

    private boolean matches(List<String> addresses, Map<String, String> fields, String signature) {
        for (var address : addresses) {
            for (var validator : validators) {
                if (validator.validate(address, fields, signature)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String sha256(Buffer body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}

package dev.switchboard.ingress.meta;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks {@code X-Hub-Signature-256}: HMAC-SHA256 of the bytes as they came, under the app's
 * secret. Compares in constant time.
 */
final class MetaSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";

    private final SecretKeySpec key;

    MetaSignature(String appSecret) {
        key = new SecretKeySpec(appSecret.getBytes(UTF_8), ALGORITHM);
    }

    boolean signs(Buffer body, String signature) {
        return MessageDigest.isEqual(of(body).getBytes(US_ASCII), signature.getBytes(US_ASCII));
    }

    private String of(Buffer body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return PREFIX + HexFormat.of().formatHex(mac.doFinal(body.getBytes()));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("every JDK has HmacSHA256", e);
        }
    }
}

package dev.switchboard.ingress.meta;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks {@code X-Hub-Signature-256}: HMAC-SHA256 of the bytes as they came, under the app's
 * secret. Several secrets count at once while one replaces the other. Compares in constant time.
 */
final class MetaSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{64}");

    private final List<SecretKeySpec> keys;

    MetaSignature(List<String> appSecrets) {
        keys =
                appSecrets.stream()
                        .map(secret -> new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM))
                        .toList();
    }

    /** What does not look like a signature costs no look at the body. */
    boolean signs(Buffer body, String signature) {
        return shown(signature)
                .filter(shown -> keys.stream().anyMatch(key -> isOf(body, key, shown)))
                .isPresent();
    }

    private static Optional<byte[]> shown(String signature) {
        return FORM.matcher(signature).matches()
                ? Optional.of(
                        HexFormat.of().parseHex(signature, PREFIX.length(), signature.length()))
                : Optional.empty();
    }

    private static boolean isOf(Buffer body, SecretKeySpec key, byte[] shown) {
        return MessageDigest.isEqual(hmac(body, key), shown);
    }

    private static byte[] hmac(Buffer body, SecretKeySpec key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (var bytes : body.getByteBuf().nioBuffers()) {
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("every JDK has HmacSHA256", e);
        }
    }
}

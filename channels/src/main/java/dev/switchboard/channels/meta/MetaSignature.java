package dev.switchboard.channels.meta;

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
 * Verifies {@code X-Hub-Signature-256}: HMAC-SHA256 of the original bytes with the app's secret.
 * Accepts several secrets, for a rotation. Compares in constant time.
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

    /** Rejects a malformed signature without reading the body. */
    boolean signs(Buffer body, String signature) {
        return parse(signature)
                .filter(given -> keys.stream().anyMatch(key -> matches(body, key, given)))
                .isPresent();
    }

    private static Optional<byte[]> parse(String signature) {
        return FORM.matcher(signature).matches()
                ? Optional.of(
                        HexFormat.of().parseHex(signature, PREFIX.length(), signature.length()))
                : Optional.empty();
    }

    private static boolean matches(Buffer body, SecretKeySpec key, byte[] given) {
        return MessageDigest.isEqual(hmac(body, key), given);
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

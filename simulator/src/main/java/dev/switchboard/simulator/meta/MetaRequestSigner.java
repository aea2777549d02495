package dev.switchboard.simulator.meta;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs bodies as Meta's webhook documentation describes: HMAC-SHA256 over the raw bytes. */
public final class MetaRequestSigner {
    private final SecretKeySpec key;

    public MetaRequestSigner(String appSecret) {
        key = new SecretKeySpec(appSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** Value of {@code X-Hub-Signature-256}. */
    public String sign(Buffer body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}

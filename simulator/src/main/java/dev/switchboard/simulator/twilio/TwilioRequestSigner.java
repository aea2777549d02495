package dev.switchboard.simulator.twilio;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs form requests as Twilio's documentation on webhook security describes: HMAC-SHA1 over the
 * URL followed by every parameter's name and value, sorted by name, repeated values once each.
 */
public final class TwilioRequestSigner {
    private final SecretKeySpec key;

    public TwilioRequestSigner(String authToken) {
        key = new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1");
    }

    /** Signature of a form posted to the URL without its fragment. */
    public String sign(URI url, MultiMap form) {
        var signed = new StringBuilder(withoutFragment(url));
        for (String name : new TreeSet<>(form.names())) {
            new TreeSet<>(form.getAll(name)).forEach(value -> signed.append(name).append(value));
        }
        return Base64.getEncoder()
                .encodeToString(mac().doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
    }

    static String withoutFragment(URI url) {
        var text = url.toString();
        var hash = text.indexOf('#');
        return hash < 0 ? text : text.substring(0, hash);
    }

    private Mac mac() {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }
}

package dev.switchboard.transcript.setting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.common.wire.Json;
import io.smallrye.config.SmallRyeConfig;
import java.util.Base64;
import java.util.Optional;

/**
 * Form of {@code SECRETS_KEYSET}, checked without Tink, which takes as long as the rest of a
 * service's start.
 */
public final class KeysetForm {
    private static final String AES_GCM = "type.googleapis.com/google.crypto.tink.AesGcmKey";

    /** Field 3 of the message AesGcmKey with 32 bytes. */
    private static final int[] HEAD = {0x1a, 0x20};

    private static final int LENGTH = HEAD.length + 32;

    private KeysetForm() {}

    /** Returns a complaint in one line if the setting is there and has another form. */
    public static Optional<String> complaint(SmallRyeConfig config) {
        return config.getConfigMapping(SecretsSettings.class)
                .keyset()
                .filter(keyset -> !isValid(keyset))
                .map(_ ->
                        "SECRETS_KEYSET is invalid: it must be a Tink keyset of AES256-GCM, as JSON"
                                + " on one line");
    }

    static boolean isValid(String keyset) {
        try {
            var read = Json.mapper().readTree(keyset);
            var primary = read.path("primaryKeyId");
            return primary.isIntegralNumber()
                    && read.path("key").valueStream().allMatch(KeysetForm::isAesGcm)
                    && read.path("key")
                            .valueStream()
                            .anyMatch(key -> key.path("keyId").equals(primary) && isEnabled(key));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean isEnabled(JsonNode key) {
        return key.path("status").asText().equals("ENABLED");
    }

    private static boolean isAesGcm(JsonNode key) {
        var data = key.path("keyData");
        return data.path("typeUrl").asText().equals(AES_GCM)
                && isMaterial(data.path("value").asText());
    }

    private static boolean isMaterial(String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            return bytes.length == LENGTH && bytes[0] == HEAD[0] && bytes[1] == HEAD[1];
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

package dev.switchboard.transcript.setting;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Seals the keys of AI profiles and opens them, with {@code SECRETS_KEYSET}. A key is sealed for
 * its profile: in another one's row it does not open. Thread-safe.
 */
@ApplicationScoped
public class KeySealer {
    /** Shorter keys have none: it would give away too much of them. */
    private static final int MIN_LENGTH_WITH_HINT = 12;

    private static final int HINT_LENGTH = 4;

    private final @Nullable String keyset;
    private @Nullable Aead aead;

    public KeySealer(SecretsSettings settings) {
        keyset = settings.keyset().orElse(null);
    }

    /** Returns whether keys can be sealed. */
    public boolean isAvailable() {
        return keyset != null;
    }

    /**
     * Seals a key for its profile.
     *
     * @throws IllegalStateException when {@code SECRETS_KEYSET} is not set or cannot be used
     */
    public SealedKey seal(UUID profile, String key) {
        try {
            return new SealedKey(aead().encrypt(key.getBytes(UTF_8), context(profile)), hint(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SECRETS_KEYSET cannot be used", e);
        }
    }

    /**
     * Opens the key of a profile; empty if it was sealed for another one, or with another keyset,
     * or if {@code SECRETS_KEYSET} is not set or cannot be used.
     */
    public Optional<String> open(UUID profile, SealedKey key) {
        try {
            return Optional.of(new String(aead().decrypt(key.sealed(), context(profile)), UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Made at its first use: it takes as long as the rest of a service's start. */
    private synchronized Aead aead() throws GeneralSecurityException {
        if (keyset == null) {
            throw new GeneralSecurityException("no SECRETS_KEYSET");
        }
        var made = aead;
        if (made == null) {
            AeadConfig.register();
            made =
                    TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get())
                            .getPrimitive(RegistryConfiguration.get(), Aead.class);
            aead = made;
        }
        return made;
    }

    private static byte[] context(UUID profile) {
        return ("ai_profile|" + profile + "|api_key").getBytes(UTF_8);
    }

    private static String hint(String key) {
        return key.length() < MIN_LENGTH_WITH_HINT
                ? "…"
                : "…" + key.substring(key.length() - HINT_LENGTH);
    }
}

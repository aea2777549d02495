package dev.switchboard.transcript.setting;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets and opens them, with {@code SECRETS_KEYSET}. Each is sealed for its place: the key
 * of an AI profile does not open in another one's row. Thread-safe.
 */
@ApplicationScoped
public class KeySealer {
    /** Shorter keys have none: it would give away too much of them. */
    private static final int MIN_LENGTH_WITH_HINT = 12;

    private static final int HINT_LENGTH = 4;

    private final @Nullable String keyset;
    private @Nullable Opened opened;

    public KeySealer(SecretsSettings settings) {
        keyset = settings.keyset().orElse(null);
    }

    /** Keyset that was read, and what seals with it. */
    private record Opened(KeysetHandle keyset, Aead aead) {}

    /**
     * Key of the keyset.
     *
     * @param primary true for the one that seals
     */
    public record KeysetKey(long id, boolean primary) {}

    /** Returns whether keys can be sealed. */
    public boolean isAvailable() {
        return keyset != null;
    }

    /** Returns the keys that open what they have sealed, in the keyset's order. */
    public List<KeysetKey> keys() {
        if (keyset == null) {
            return List.of();
        }
        try {
            var handle = opened().keyset();
            return IntStream.range(0, handle.size())
                    .mapToObj(handle::getAt)
                    .filter(key -> key.getStatus() == KeyStatus.ENABLED)
                    .map(key -> new KeysetKey(Integer.toUnsignedLong(key.getId()), key.isPrimary()))
                    .toList();
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /**
     * Seals a key for its profile.
     *
     * @throws IllegalStateException when {@code SECRETS_KEYSET} is not set or cannot be used
     */
    public SealedKey seal(UUID profile, String key) {
        return new SealedKey(seal(context(profile), key), hint(key));
    }

    /**
     * Seals a text for this place and no other.
     *
     * @throws IllegalStateException when {@code SECRETS_KEYSET} is not set or cannot be used
     */
    public byte[] seal(String place, String text) {
        try {
            return opened().aead().encrypt(text.getBytes(UTF_8), place.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private static IllegalStateException unusable(GeneralSecurityException cause) {
        return new IllegalStateException("SECRETS_KEYSET cannot be used", cause);
    }

    /**
     * Opens the key of a profile; empty if it was sealed for another one, or with another keyset,
     * or if {@code SECRETS_KEYSET} is not set or cannot be used.
     */
    public Optional<String> open(UUID profile, SealedKey key) {
        return open(context(profile), key.sealed());
    }

    /** Opens the text that was sealed for this place; empty as {@link #open(UUID, SealedKey)}. */
    public Optional<String> open(String place, byte[] sealed) {
        try {
            var text = opened().aead().decrypt(sealed, place.getBytes(UTF_8));
            return Optional.of(new String(text, UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Read at its first use: it takes as long as the rest of a service's start. */
    private synchronized Opened opened() throws GeneralSecurityException {
        if (keyset == null) {
            throw new GeneralSecurityException("no SECRETS_KEYSET");
        }
        var known = opened;
        if (known == null) {
            AeadConfig.register();
            var handle =
                    TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get());
            known =
                    new Opened(
                            handle, handle.getPrimitive(RegistryConfiguration.get(), Aead.class));
            opened = known;
        }
        return known;
    }

    private static String context(UUID profile) {
        return "ai_profile|" + profile + "|api_key";
    }

    private static String hint(String key) {
        return key.length() < MIN_LENGTH_WITH_HINT
                ? "…"
                : "…" + key.substring(key.length() - HINT_LENGTH);
    }
}

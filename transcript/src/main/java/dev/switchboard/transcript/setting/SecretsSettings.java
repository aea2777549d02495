package dev.switchboard.transcript.setting;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Settings of the secrets that are kept in the database. */
@ConfigMapping(prefix = "switchboard.secrets")
public interface SecretsSettings {

    /**
     * Tink keyset of AES256-GCM, as JSON on one line, which seals the keys of AI profiles and the
     * sessions of AskYourDatabase; the same for both services. Without it no key of a profile can
     * be written or used, and sessions stay in a worker's memory.
     */
    Optional<String> keyset();
}

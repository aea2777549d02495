package dev.switchboard.channels.meta;

import io.quarkus.runtime.configuration.TrimmedStringConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.List;
import java.util.Optional;

/** Settings by which Meta's webhooks are verified. */
@ConfigMapping(prefix = "switchboard.whatsapp")
public interface MetaWebhookSettings {

    /**
     * Secrets of the app, with which Meta signs; several during a rotation. Without any the channel
     * is off.
     */
    Optional<List<@WithConverter(TrimmedStringConverter.class) String>> appSecret();

    /** Token that Meta sends to verify the address, as entered there. */
    Optional<String> verifyToken();
}

package dev.switchboard.ingress.meta;

import io.quarkus.runtime.configuration.TrimmedStringConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.List;
import java.util.Optional;

/** What it takes to tell Meta's webhooks from anybody else's. */
@ConfigMapping(prefix = "switchboard.meta")
public interface MetaSettings {

    /**
     * The app's secret, with which Meta signs; several while one replaces the other. Without any
     * the channel is off.
     */
    Optional<List<@WithConverter(TrimmedStringConverter.class) String>> appSecret();

    /** What Meta shows when it verifies the address, as entered there. */
    Optional<String> verifyToken();
}

package dev.switchboard.channels.meta;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The WhatsApp Cloud API replies are sent through: {@code WHATSAPP_ACCESS_TOKEN} and so on. */
@ConfigMapping(prefix = "whatsapp")
public interface MetaAccountSettings {

    Optional<String> accessToken();

    @WithDefault("https://graph.facebook.com")
    URI graphBaseUrl();

    /** Meta keeps a version for about two years. */
    @WithDefault("v25.0")
    String graphVersion();
}

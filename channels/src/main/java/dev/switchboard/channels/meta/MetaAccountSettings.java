package dev.switchboard.channels.meta;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Optional;

/** The WhatsApp Cloud API that replies are sent through. */
@ConfigMapping(prefix = "switchboard.whatsapp")
public interface MetaAccountSettings {

    /** Token with which messages are sent; without it nothing is sent through Meta. */
    Optional<String> accessToken();

    /** Scheme, host and port in place of Meta's, for a simulator or a proxy. */
    @WithDefault("https://graph.facebook.com")
    URI graphBaseUrl();

    /** Version of the Graph API; Meta keeps one for about two years. */
    @WithDefault("v25.0")
    @Pattern(regexp = "v[0-9]{1,3}\\.[0-9]{1,2}", message = "must be like v25.0")
    String graphVersion();
}

package dev.switchboard.operator.access;

import io.smallrye.config.ConfigMapping;

/** Who may call the API. */
@ConfigMapping(prefix = "switchboard.access")
public interface AccessSettings {

    /** The token that opens the API ({@code SWITCHBOARD_API_TOKEN}). */
    String apiToken();
}

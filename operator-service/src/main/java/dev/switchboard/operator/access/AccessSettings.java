package dev.switchboard.operator.access;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Tokens that open the API. */
@ConfigMapping(prefix = "switchboard.access")
public interface AccessSettings {

    /** Administrators' token, which opens all of the API. */
    String apiToken();

    /**
     * Operators' token, which opens all but dead letters, the webhook log and the AI's settings;
     * optional.
     */
    Optional<String> operatorToken();
}

package dev.switchboard.operator.access;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who may call the API. */
@ConfigMapping(prefix = "switchboard.access")
public interface AccessSettings {

    /** The token that opens all of the API ({@code SWITCHBOARD_API_TOKEN}). */
    String apiToken();

    /**
     * A token that opens what operators need, and neither dead letters nor the webhook log ({@code
     * SWITCHBOARD_OPERATOR_TOKEN}). Without it there is only the other one.
     */
    Optional<String> operatorToken();
}

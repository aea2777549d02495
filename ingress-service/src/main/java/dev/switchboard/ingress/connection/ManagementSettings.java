package dev.switchboard.ingress.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Min;
import java.util.OptionalInt;

/** Settings of the management port. */
@ConfigMapping(prefix = "switchboard.ingress")
public interface ManagementSettings {

    /**
     * Port of {@code /q/*} and {@code /internal/*}, which then are not served at the webhooks'
     * port. Without it they are, and the proxy before it must block them.
     */
    @WithName("management-port")
    @Min(1)
    OptionalInt port();

    /** Address at which the management port listens. */
    @WithName("management-host")
    @WithDefault("${quarkus.http.host:0.0.0.0}")
    String host();
}

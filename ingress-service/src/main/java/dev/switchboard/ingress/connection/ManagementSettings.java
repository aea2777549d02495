package dev.switchboard.ingress.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** Settings of the management port ({@code INGRESS_MANAGEMENT_PORT}). */
@ConfigMapping(prefix = "switchboard.management")
public interface ManagementSettings {

    /**
     * Port of {@code /q/*} and {@code /internal/*}, which then are not served at the webhooks'
     * port. Without it they are, and the proxy before it must block them.
     */
    OptionalInt port();

    /** Address to listen at. */
    @WithDefault("0.0.0.0")
    String host();
}

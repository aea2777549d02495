package dev.switchboard.ingress.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** Where what is for the inside is served: {@code INGRESS_MANAGEMENT_PORT}. */
@ConfigMapping(prefix = "switchboard.management")
public interface ManagementSettings {

    /**
     * The port of {@code /q/*} and {@code /internal/*}, which the webhooks' port then does not
     * know. Without it they are at the webhooks' port, and whatever stands before it must close
     * them.
     */
    OptionalInt port();

    /** The address that it listens at. */
    @WithDefault("0.0.0.0")
    String host();
}

package dev.switchboard.ingress.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Puts {@link AcceptedConnections} before whatever listens in this process. Vert.x tells of a
 * connection only when a head is complete; its transport is where a listener can be had before.
 */
public final class GuardedListening implements VertxServiceProvider {

    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(new Guarded());
    }

    private static final class Guarded extends JDKTransport {

        @Override
        public void configure(
                NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            super.configure(options, domainSocket, bootstrap);
            limits().map(AcceptedConnections::new).ifPresent(bootstrap::handler);
        }

        /** There are no beans yet. Empty where Vert.x serves something else, as tests do. */
        private static Optional<ConnectionLimits> limits() {
            var config = ConfigProvider.getConfig();
            var prefix = "switchboard.connections.";
            return config.getOptionalValue(prefix + "head-timeout", Duration.class)
                    .map(head ->
                            new ConnectionLimits(
                                    head,
                                    config.getValue(prefix + "body-timeout", Duration.class),
                                    config.getValue(prefix + "max-per-address", Integer.class)));
        }
    }
}

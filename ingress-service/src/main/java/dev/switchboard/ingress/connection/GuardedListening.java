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
 * Adds {@link AcceptedConnections} to every listener of the process. Vert.x reports a connection
 * only when a request's head is complete; its transport gives access to the listener before.
 */
public final class GuardedListening implements VertxServiceProvider {

    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(new GuardedTransport());
    }

    private static final class GuardedTransport extends JDKTransport {
        /** Has its default in a mapping, which only the service registers. */
        private static final String MAX_PER_ADDRESS =
                "switchboard.ingress.max-connections-per-address";

        @Override
        public void configure(
                NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            super.configure(options, domainSocket, bootstrap);
            limits().map(AcceptedConnections::new).ifPresent(bootstrap::handler);
        }

        /** Read without beans, which do not exist yet. Empty where Vert.x serves something else. */
        private static Optional<ConnectionLimits> limits() {
            var config = ConfigProvider.getConfig();
            var prefix = "switchboard.connections.";
            return config.getOptionalValue(MAX_PER_ADDRESS, Integer.class)
                    .map(maxPerAddress ->
                            new ConnectionLimits(
                                    config.getValue(prefix + "head-timeout", Duration.class),
                                    config.getValue(prefix + "body-timeout", Duration.class),
                                    maxPerAddress));
        }
    }
}

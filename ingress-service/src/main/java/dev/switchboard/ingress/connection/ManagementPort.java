package dev.switchboard.ingress.connection;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Serves health, metrics and replays on a port of their own instead of the webhooks' port. Quarkus'
 * own management interface is fixed at build time and cannot serve replays.
 */
@ApplicationScoped
public class ManagementPort {
    private static final Logger LOG = Logger.getLogger(ManagementPort.class);
    private static final List<String> INTERNAL_PATHS = List.of("/q/*", "/internal/*");

    private final ManagementSettings settings;
    private final Vertx vertx;
    private @Nullable HttpServer server;

    ManagementPort(ManagementSettings settings, Vertx vertx) {
        this.settings = settings;
        this.vertx = vertx;
    }

    void restrictInternalPaths(@Observes Router router) {
        if (settings.port().isPresent()) {
            INTERNAL_PATHS.forEach(path ->
                    router.route(path)
                            .order(Integer.MIN_VALUE)
                            .handler(this::requireManagementPort));
        }
    }

    private void requireManagementPort(RoutingContext http) {
        if (http.request().localAddress().port() == settings.port().orElseThrow()) {
            http.next();
        } else {
            http.response().setStatusCode(404).end();
        }
    }

    void listen(@Observes StartupEvent event, Router router) {
        if (settings.port().isEmpty()) {
            return;
        }
        var options = new HttpServerOptions().setHttp2ClearTextEnabled(false).setIdleTimeout(75);
        var port = settings.port().getAsInt();
        server = vertx.createHttpServer(options).requestHandler(router);
        try {
            server.listen(port, settings.host()).toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("cannot listen at port " + port, e.getCause());
        }
        LOG.infof("Management port listening port=%d", port);
    }

    @PreDestroy
    void stop() {
        if (server != null) {
            server.close();
        }
    }
}

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
 * Keeps what is for the inside (health, metrics, replays) off the webhooks' port, on a port of its
 * own. Quarkus' own management interface is decided on when the service is built, and cannot have
 * replays.
 */
@ApplicationScoped
public class ManagementPort {
    private static final Logger LOG = Logger.getLogger(ManagementPort.class);
    private static final List<String> INSIDE = List.of("/q/*", "/internal/*");

    private final ManagementSettings settings;
    private final Vertx vertx;
    private @Nullable HttpServer server;

    ManagementPort(ManagementSettings settings, Vertx vertx) {
        this.settings = settings;
        this.vertx = vertx;
    }

    void closeOutside(@Observes Router router) {
        if (settings.port().isPresent()) {
            INSIDE.forEach(path ->
                    router.route(path).order(Integer.MIN_VALUE).handler(this::fromInsideOnly));
        }
    }

    private void fromInsideOnly(RoutingContext http) {
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
        LOG.infof("Health, metrics and replays are served apart port=%d", port);
    }

    @PreDestroy
    void stop() {
        if (server != null) {
            server.close();
        }
    }
}

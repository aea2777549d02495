package dev.switchboard.ingress.webhook;

import dev.switchboard.channels.webhook.WebhookReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/** Serves the webhooks of all channels. */
@ApplicationScoped
public class WebhookResource {
    private static final Logger LOG = Logger.getLogger(WebhookResource.class);

    private final List<WebhookReader> readers;
    private final WebhookIntake intake;
    private final WebhookLog log;
    private final MeterRegistry registry;
    private final InstantSource clock;

    WebhookResource(
            @All List<WebhookReader> readers,
            WebhookIntake intake,
            WebhookLog log,
            MeterRegistry registry,
            InstantSource clock) {
        this.readers = readers;
        this.intake = intake;
        this.log = log;
        this.registry = registry;
        this.clock = clock;
    }

    void serve(@Observes Router router) {
        for (var reader : readers) {
            reader.missingSetting()
                    .ifPresent(missing ->
                            LOG.warnf(
                                    "Channel off, its webhooks get 403: %s is not set provider=%s",
                                    missing, reader.channel().wireName()));
            for (var route : reader.routes()) {
                var metrics = new WebhookMetrics(route.label(), registry);
                var endpoint = new WebhookEndpoint(route, reader, intake, metrics, log, clock);
                for (var path : route.paths()) {
                    router.route(path).handler(endpoint);
                    router.route(path + "/").handler(endpoint);
                }
            }
        }
    }
}

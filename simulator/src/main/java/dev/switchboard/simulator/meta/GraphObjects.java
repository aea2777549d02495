package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.input.Route;
import dev.switchboard.simulator.phone.MediaFile;
import dev.switchboard.simulator.provider.SharedState;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.Set;

/** Graph objects that can be read: media, and the business number itself. */
final class GraphObjects {
    private static final String OBJECT = "/(?<version>v[0-9]+\\.[0-9]+)/(?<id>[A-Za-z0-9]+)";
    private static final String DOWNLOAD = "/whatsapp_business/attachments/:id";

    private final MetaApp app;
    private final SharedState shared;
    private final Set<String> phoneNumberIds;

    GraphObjects(MetaApp app, SharedState shared, Set<String> phoneNumberIds) {
        this.app = app;
        this.shared = shared;
        this.phoneNumberIds = phoneNumberIds;
    }

    void route(Router router, Handler<RoutingContext> gate, Handler<RoutingContext> access) {
        router.getWithRegex(OBJECT).handler(gate).handler(access).handler(this::read);
        router.deleteWithRegex(OBJECT).handler(gate).handler(access).handler(this::delete);
        router.get(DOWNLOAD).handler(gate).handler(access).handler(this::download);
    }

    private void read(RoutingContext context) {
        var id = Route.parameter(context, "id");
        if (phoneNumberIds.contains(id)) {
            context.json(number(id));
            return;
        }
        shared.shelf()
                .find(id)
                .ifPresentOrElse(
                        file -> context.json(describe(file)),
                        () -> MetaAccess.answer(context, MetaError.unknownObject(id)));
    }

    private void delete(RoutingContext context) {
        var id = Route.parameter(context, "id");
        if (shared.shelf().find(id).isEmpty()) {
            MetaAccess.answer(context, MetaError.unknownObject(id));
            return;
        }
        shared.shelf().remove(id);
        context.json(new JsonObject().put("success", true));
    }

    private void download(RoutingContext context) {
        var id = Route.parameter(context, "id");
        shared.shelf()
                .find(id)
                .ifPresentOrElse(
                        file ->
                                context.response()
                                        .putHeader("Content-Type", file.contentType())
                                        .end(file.bytes()),
                        () -> context.response().setStatusCode(404).end());
    }

    private JsonObject number(String id) {
        var display = id.equals(app.phoneNumberId()) ? app.displayNumber() : id;
        return new JsonObject()
                .put("id", id)
                .put("display_phone_number", display)
                .put("verified_name", "Simulated business")
                .put("quality_rating", "GREEN");
    }

    private JsonObject describe(MediaFile file) {
        return new JsonObject()
                .put("messaging_product", "whatsapp")
                .put("url", shared.publicUrl() + DOWNLOAD.replace(":id", file.id()))
                .put("mime_type", file.contentType())
                .put("sha256", HexFormat.of().formatHex(IncomingValue.sha256(file)))
                .put("file_size", Integer.toString(file.bytes().length()))
                .put("id", file.id());
    }
}

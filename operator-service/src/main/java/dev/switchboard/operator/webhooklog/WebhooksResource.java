package dev.switchboard.operator.webhooklog;

import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.access.Roles;
import dev.switchboard.operator.api.Cursor;
import dev.switchboard.operator.api.Limit;
import dev.switchboard.operator.api.Named;
import dev.switchboard.operator.api.Page;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.api.Search;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Serves the webhook log: the providers' requests and their results. */
@Path("/api/v1/webhooks")
@Tag(name = "Repair")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
public class WebhooksResource {
    /** A search reads every body of its period. */
    private static final Duration DEFAULT_SEARCH_PERIOD = Duration.ofDays(1);

    private final WebhookStore store;
    private final WebhookReplay replay;
    private final Caller caller;
    private final InstantSource clock;

    WebhooksResource(WebhookStore store, WebhookReplay replay, Caller caller, InstantSource clock) {
        this.store = store;
        this.replay = replay;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "Answered webhooks, newest first",
            description =
                    "Accepted and refused ones. A search by `q` without `from` covers the last"
                            + " day.")
    public WebhookView.Page list(
            @Parameter(
                            description = "received at this time or later",
                            example = "2026-11-20T08:00:00Z")
                    @QueryParam("from")
                    @Nullable String from,
            @Parameter(description = "received before this time") @QueryParam("to")
                    @Nullable String to,
            @Parameter(description = "only those with this verdict", example = "malformed")
                    @QueryParam("verdict")
                    @Nullable String verdict,
            @Parameter(description = "only those of this provider", example = "twilio")
                    @QueryParam("provider")
                    @Nullable String provider,
            @Parameter(
                            description = "only those whose body contains this",
                            example = "+4915123456789")
                    @QueryParam("q")
                    @Nullable String query,
            @Parameter(description = "number of entries, from 1 to 200; default 50")
                    @QueryParam("limit")
                    @Nullable String limit,
            @Parameter(description = "nextBefore of the previous page") @QueryParam("before")
                    @Nullable String before) {
        var text = Named.text(query);
        var until = Named.time("to", to);
        var filter =
                new WebhookFilter(
                        Named.time("from", from).or(() -> text.map(_ -> searchedFrom(until))),
                        until,
                        Named.text(verdict),
                        Named.text(provider),
                        text,
                        Cursor.read(before));
        return page(filter, Limit.read(limit));
    }

    private Instant searchedFrom(Optional<Instant> until) {
        return until.orElseGet(clock::instant).minus(DEFAULT_SEARCH_PERIOD);
    }

    private WebhookView.Page page(WebhookFilter filter, int max) {
        var found = Search.by("q", filter.text(), () -> store.page(filter, max + 1));
        var page = Page.of(found, max, WebhooksResource::cursorOf);
        return new WebhookView.Page(
                page.entries().stream().map(WebhookView::of).toList(), page.next());
    }

    private static String cursorOf(WebhookRecord last) {
        return new Cursor(last.receivedAt(), last.id()).format();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One webhook with its headers and body")
    public WebhookView.Full one(@PathParam("id") String id) {
        var webhook = record(Named.id(id));
        return WebhookView.of(webhook, contents(webhook));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(
            summary = "Replays a webhook: ingress processes it again",
            description =
                    "Its messages and statuses are published as the first time, with the same ids:"
                        + " a message that was accepted is not accepted again, a turn that has an"
                        + " answer gets no second one. Only a webhook that was proved genuine when"
                        + " it came can be replayed; one with a wrong or missing signature never.")
    public WebhookView.ReplayResult replay(@PathParam("id") String id) {
        var webhook = record(Named.id(id));
        return replay.replay(webhook, contents(webhook), caller.name());
    }

    private WebhookRecord record(UUID id) {
        return store.find(id).orElseThrow(WebhooksResource::unknown);
    }

    private WebhookRecord.Contents contents(WebhookRecord webhook) {
        return store.contents(webhook).orElseThrow(WebhooksResource::unknown);
    }

    private static RefusedRequest unknown() {
        return RefusedRequest.unknown("id", "there is no webhook of this id");
    }
}

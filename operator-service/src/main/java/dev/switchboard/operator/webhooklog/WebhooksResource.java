package dev.switchboard.operator.webhooklog;

import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.access.Roles;
import dev.switchboard.operator.api.Page;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.api.Search;
import dev.switchboard.operator.webhooklog.WebhookStore.Filter;
import dev.switchboard.transcript.read.Cursor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;
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
    public Page<WebhookView> list(
            @Parameter(
                            description = "received at this time or later",
                            example = "2026-11-20T08:00:00Z")
                    @QueryParam("from")
                    @Nullable Instant from,
            @Parameter(description = "received before this time") @QueryParam("to")
                    @Nullable Instant to,
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
                    @Nullable String text,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT)
                    int limit,
            @Parameter(description = "nextBefore of the previous page") @QueryParam("before")
                    @Nullable Cursor before) {
        var since = from == null && text != null ? lastDayUntil(to) : from;
        var filter = new Filter(since, to, verdict, provider, text, before);
        return Page.of(
                "webhooks",
                Search.by("q", text, () -> store.page(filter, limit + 1)),
                limit,
                Function.identity(),
                last -> new Cursor(last.receivedAt(), last.id()));
    }

    private Instant lastDayUntil(@Nullable Instant end) {
        return (end == null ? clock.instant() : end).minus(DEFAULT_SEARCH_PERIOD);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One webhook with its headers and body")
    public WebhookView.Full one(@PathParam("id") UUID id) {
        return store.find(id)
                .orElseThrow(() -> RefusedRequest.unknown("id", "there is no webhook of this id"));
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
    public WebhookView.ReplayResult replay(@PathParam("id") UUID id) {
        return replay.replay(one(id), caller.name());
    }
}

package dev.switchboard.operator.part;

import dev.switchboard.common.identity.PartId;
import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.api.Limit;
import dev.switchboard.operator.api.Page;
import dev.switchboard.operator.api.Problem;
import dev.switchboard.transcript.read.PartPages;
import dev.switchboard.transcript.read.PartPages.Place;
import dev.switchboard.transcript.read.PartSummary;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Serves parts of messages that did not arrive, or not yet. */
@Path("/api/v1/parts")
@Tag(name = "Parts")
@RunOnVirtualThread
public class PartsResource {
    private final PartPages parts;
    private final UnknownParts unknown;
    private final Caller caller;

    PartsResource(PartPages parts, UnknownParts unknown, Caller caller) {
        this.parts = parts;
        this.unknown = unknown;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Parts in one state, the latest change first",
            description =
                    "`unknown`: nobody knows if the customer got it, see resend and drop."
                            + " `failed`: the code says why. `suppressed`: an operator took over"
                            + " before it was sent.")
    public PartView.Page list(
            @Parameter(
                            description =
                                    "unknown (the default), failed, suppressed, pending or sending",
                            example = "unknown")
                    @QueryParam("state")
                    @Nullable String state,
            @Parameter(description = "number of entries, from 1 to 200; default 50", example = "50")
                    @QueryParam("limit")
                    @Nullable String limit,
            @Parameter(description = "nextBefore of the previous page") @QueryParam("before")
                    @Nullable String before) {
        var max = Limit.read(limit);
        var found = parts.page(PartParameters.state(state), PartParameters.place(before), max + 1);
        var page = Page.of(found, max, PartsResource::cursorOf);
        return new PartView.Page(page.entries().stream().map(PartView::of).toList(), page.next());
    }

    private static String cursorOf(PartSummary last) {
        return PartParameters.format(new Place(last.since(), last.id()));
    }

    @POST
    @Path("/{id}/resend")
    @ResponseStatus(202)
    @Operation(
            summary = "A part of unknown outcome is sent again",
            description =
                    "The customer may get it twice, since its outcome is unknown. It waits behind"
                        + " what is being sent to the customer, and stays unknown until then;"
                        + " evidence that comes first counts, and a part of the AI is not sent once"
                        + " the owner has changed.")
    @APIResponse(
            responseCode = "202",
            description = "it will be sent",
            content = @Content(schema = @Schema(implementation = PartView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "its outcome is not unknown, or not any more; or the owner has changed since"
                            + " the AI wrote it",
            content =
                    @Content(
                            mediaType = Problem.JSON,
                            schema = @Schema(implementation = Problem.class)))
    public PartView resend(@PathParam("id") String id) {
        var part = PartParameters.part(id);
        unknown.resend(part, caller.name());
        return shown(part);
    }

    @POST
    @Path("/{id}/drop")
    @Operation(
            summary = "A part of unknown outcome counts as failed",
            description =
                    "Other parts of its message go on. Evidence that comes later still counts.")
    @APIResponse(
            responseCode = "200",
            description = "it has failed, with the code dropped-by-operator",
            content = @Content(schema = @Schema(implementation = PartView.class)))
    @APIResponse(
            responseCode = "409",
            description = "its outcome is not unknown, or not any more",
            content =
                    @Content(
                            mediaType = Problem.JSON,
                            schema = @Schema(implementation = Problem.class)))
    public PartView drop(@PathParam("id") String id) {
        var part = PartParameters.part(id);
        unknown.drop(part, caller.name());
        return shown(part);
    }

    private PartView shown(PartId part) {
        return parts.find(part).map(PartView::of).orElseThrow(UnknownParts::noSuchPart);
    }
}

package dev.switchboard.operator.part;

import dev.switchboard.model.identity.PartId;
import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.page.Cut;
import dev.switchboard.operator.page.Limit;
import dev.switchboard.operator.problem.Problem;
import dev.switchboard.transcript.reading.PartPages;
import dev.switchboard.transcript.reading.PartPages.Place;
import dev.switchboard.transcript.reading.PartSummary;
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

/** Parts of messages that did not arrive, or not yet. */
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
            summary = "Parts in one state, those first that came to it last",
            description =
                    "`unknown`: nobody could find out whether the customer got it, see resend and"
                        + " drop. `failed`: the code says why. `suppressed`: a person had the line"
                        + " before it left.")
    public PartView.Page list(
            @Parameter(
                            description =
                                    "unknown (where it is not said), failed, suppressed, pending or"
                                            + " sending",
                            example = "unknown")
                    @QueryParam("state")
                    @Nullable String state,
            @Parameter(
                            description = "how many, from 1 to 200; 50 where it is not said",
                            example = "50")
                    @QueryParam("limit")
                    @Nullable String limit,
            @Parameter(description = "the nextBefore of the page before") @QueryParam("before")
                    @Nullable String before) {
        var most = Limit.read(limit);
        var found = parts.page(PartParameters.state(state), PartParameters.place(before), most + 1);
        var page = Cut.of(found, most, PartsResource::endOf);
        return new PartView.Page(page.shown().stream().map(PartView::of).toList(), page.next());
    }

    private static String endOf(PartSummary last) {
        return PartParameters.written(new Place(last.since(), last.id()));
    }

    @POST
    @Path("/{id}/resend")
    @ResponseStatus(202)
    @Operation(
            summary = "A part of unknown outcome is sent again",
            description =
                    "The customer may get it twice: nobody could find out whether it has arrived."
                        + " It waits behind what is being sent to the customer, and stays unknown"
                        + " until then; evidence that comes first is heeded, and a part of the AI"
                        + " does not leave once the line has changed hands.")
    @APIResponse(
            responseCode = "202",
            description = "it will be sent",
            content = @Content(schema = @Schema(implementation = PartView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "its outcome is not unknown, or not any more; or the line has changed hands"
                            + " since the AI wrote it",
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

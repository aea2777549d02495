package dev.switchboard.operator.part;

import dev.switchboard.common.identity.PartId;
import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.api.Page;
import dev.switchboard.operator.api.Problem;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.read.Cursor;
import dev.switchboard.transcript.read.PartPages;
import dev.switchboard.transcript.read.PartSummary;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
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
    public Page<PartView> list(
            @Parameter(description = "in any case", example = "unknown")
                    @QueryParam("state")
                    @DefaultValue("unknown")
                    ListedState state,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT)
                    int limit,
            @Parameter(description = "nextBefore of the previous page") @QueryParam("before")
                    @Nullable Cursor before) {
        return Page.of(
                "parts",
                parts.page(PartState.valueOf(state.name()), before, limit + 1),
                limit,
                PartView::of,
                PartsResource::cursorOf);
    }

    /** State of parts that have not arrived; others are shown with their messages. */
    public enum ListedState {
        UNKNOWN,
        FAILED,
        SUPPRESSED,
        PENDING,
        SENDING
    }

    private static Cursor cursorOf(PartSummary last) {
        return new Cursor(last.since(), last.id().reply().value(), last.id().number());
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
    public PartView resend(@PathParam("id") PartId part) {
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
    public PartView drop(@PathParam("id") PartId part) {
        unknown.drop(part, caller.name());
        return shown(part);
    }

    private PartView shown(PartId part) {
        return parts.find(part).map(PartView::of).orElseThrow(UnknownParts::noSuchPart);
    }
}

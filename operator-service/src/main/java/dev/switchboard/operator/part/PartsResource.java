package dev.switchboard.operator.part;

import dev.switchboard.operator.conversation.Parameters;
import dev.switchboard.transcript.reading.PartPages;
import dev.switchboard.transcript.reading.PartPages.Place;
import dev.switchboard.transcript.reading.PartSummary;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Parts of messages that did not arrive, or not yet. */
@Path("/api/v1/parts")
@Tag(name = "Parts")
@RunOnVirtualThread
public class PartsResource {
    private final PartPages parts;

    PartsResource(PartPages parts) {
        this.parts = parts;
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
        var most = Parameters.limit(limit);
        var found = parts.page(PartParameters.state(state), PartParameters.place(before), most + 1);
        var shown = found.stream().limit(most).toList();
        return new PartView.Page(
                shown.stream().map(PartView::of).toList(),
                found.size() > most ? Optional.of(endOf(shown)) : Optional.empty());
    }

    private static String endOf(List<PartSummary> shown) {
        var last = shown.getLast();
        return PartParameters.written(new Place(last.since(), last.id()));
    }
}

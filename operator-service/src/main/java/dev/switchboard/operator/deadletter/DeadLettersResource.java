package dev.switchboard.operator.deadletter;

import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.access.Roles;
import dev.switchboard.operator.api.Cursor;
import dev.switchboard.operator.api.Limit;
import dev.switchboard.operator.api.Named;
import dev.switchboard.operator.api.Page;
import dev.switchboard.operator.api.RefusedRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Serves dead letters. */
@Path("/api/v1/dead-letters")
@Tag(name = "Repair")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
public class DeadLettersResource {
    private final DeadLetterStore store;
    private final DeadLetterReplay replay;
    private final Caller caller;

    DeadLettersResource(DeadLetterStore store, DeadLetterReplay replay, Caller caller) {
        this.store = store;
        this.replay = replay;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Dead letters, newest first",
            description =
                    "Each with its cause; the record's contents are only in the single letter. A"
                            + " turn's `state` tells if a replay would still have it answered.")
    public DeadLetterView.Page list(
            @Parameter(description = "number of entries, from 1 to 200; default 50", example = "50")
                    @QueryParam("limit")
                    @Nullable String limit,
            @Parameter(description = "nextBefore of the previous page") @QueryParam("before")
                    @Nullable String before,
            @Parameter(description = "only those from this topic", example = "turns")
                    @QueryParam("origin")
                    @Nullable String origin,
            @Parameter(
                            description = "only those that were, or were not, replayed",
                            example = "false")
                    @QueryParam("replayed")
                    @Nullable String replayed) {
        var filter =
                new DeadLetterFilter(
                        Named.text(origin), Named.flag("replayed", replayed), Cursor.read(before));
        var max = Limit.read(limit);
        var page = Page.of(store.page(filter, max + 1), max, DeadLettersResource::cursorOf);
        return new DeadLetterView.Page(
                page.entries().stream().map(DeadLetterView::of).toList(), page.next());
    }

    private static String cursorOf(DeadLetter last) {
        return new Cursor(last.at(), last.id()).format();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One dead letter with its record's contents")
    public DeadLetterView.Full one(@PathParam("id") String id) {
        var letter = Named.id(id);
        return DeadLetterView.of(store.find(letter).orElseThrow(this::unknown), event(letter));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(
            summary = "Replays a dead letter: publishes its record to its topic again",
            description =
                    "With the same key, value and headers, and the additional header `replay-of`."
                        + " Every consumer is idempotent by the record's id: a record that was"
                        + " processed before changes nothing, a turn that has an answer is not"
                        + " answered again. A turn that ended in an apology (`apologized`) is"
                        + " published as a new one and answered, unless an operator is the owner or"
                        + " the customer has had an answer since (409), or it is older than"
                        + " `AI_MAX_MESSAGE_AGE`. A record that fails again becomes another"
                        + " letter.")
    public DeadLetterView replay(@PathParam("id") String id) {
        var letter = Named.id(id);
        replay.replay(event(letter), caller.name());
        return store.find(letter).map(DeadLetterView::of).orElseThrow(this::unknown);
    }

    private DeadLettered event(UUID id) {
        return store.event(id).orElseThrow(this::unknown);
    }

    private RefusedRequest unknown() {
        return RefusedRequest.unknown("id", "there is no dead letter of this id");
    }
}

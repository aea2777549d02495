package dev.switchboard.operator.deadletter;

import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.access.Roles;
import dev.switchboard.operator.api.Page;
import dev.switchboard.operator.api.RefusedRequest;
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
import java.util.UUID;
import java.util.function.Function;
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
    public Page<DeadLetterView> list(
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT)
                    int limit,
            @Parameter(description = "nextBefore of the previous page") @QueryParam("before")
                    @Nullable Cursor before,
            @Parameter(description = "only those from this topic", example = "turns")
                    @QueryParam("origin")
                    @Nullable String origin,
            @Parameter(
                            description = "only those that were, or were not, replayed",
                            example = "false")
                    @QueryParam("replayed")
                    @Nullable Boolean replayed) {
        return Page.of(
                "deadLetters",
                store.page(origin, replayed, before, limit + 1),
                limit,
                Function.identity(),
                last -> new Cursor(last.at(), last.id()));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One dead letter with its record's contents")
    public DeadLetterView.Full one(@PathParam("id") UUID id) {
        return letter(id).with(event(id));
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
    public DeadLetterView replay(@PathParam("id") UUID id) {
        replay.replay(event(id), caller.name());
        return letter(id);
    }

    private DeadLetterView letter(UUID id) {
        return store.find(id).orElseThrow(DeadLettersResource::unknown);
    }

    private DeadLettered event(UUID id) {
        return store.event(id).orElseThrow(DeadLettersResource::unknown);
    }

    private static RefusedRequest unknown() {
        return RefusedRequest.unknown("id", "there is no dead letter of this id");
    }
}

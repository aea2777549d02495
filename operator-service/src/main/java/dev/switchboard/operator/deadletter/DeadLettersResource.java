package dev.switchboard.operator.deadletter;

import dev.switchboard.model.event.DeadLettered;
import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.access.Roles;
import dev.switchboard.operator.page.Cursor;
import dev.switchboard.operator.page.Cut;
import dev.switchboard.operator.page.Limit;
import dev.switchboard.operator.page.Named;
import dev.switchboard.operator.problem.RefusedRequest;
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

/** Records that no service could work on. */
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
            summary = "Records that were set aside, the newest first",
            description =
                    "Each with its cause; what it says is in the letter itself. A turn's `state`"
                            + " tells whether a replay would still have it answered.")
    public DeadLetterView.Page list(
            @Parameter(
                            description = "how many, from 1 to 200; 50 where it is not said",
                            example = "50")
                    @QueryParam("limit")
                    @Nullable String limit,
            @Parameter(description = "the nextBefore of the page before") @QueryParam("before")
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
        var most = Limit.read(limit);
        var page = Cut.of(store.page(filter, most + 1), most, DeadLettersResource::endOf);
        return new DeadLetterView.Page(
                page.shown().stream().map(DeadLetterView::of).toList(), page.next());
    }

    private static String endOf(DeadLetter last) {
        return new Cursor(last.at(), last.id()).written();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One record that was set aside, with what it says")
    public DeadLetterView.Full one(@PathParam("id") String id) {
        var letter = Named.id(id);
        return DeadLetterView.of(store.find(letter).orElseThrow(this::unknown), event(letter));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(
            summary = "Puts the record back into its topic",
            description =
                    "With the same key, value and headers, and a header `replay-of` beside them."
                        + " Every reader is idempotent by the record's id: what was handled already"
                        + " changes nothing, a turn that has an answer is not answered again. A"
                        + " turn that ended in an apology (`apologized`) is put in as a new one and"
                        + " answered, unless a person has the line or the customer has had an"
                        + " answer since (409), or it is older than `AI_ANSWER_WITHIN`. A record"
                        + " that fails again comes back as another letter.")
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

package dev.switchboard.operator.conversation;

import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.operator.api.Limit;
import dev.switchboard.operator.api.Search;
import dev.switchboard.transcript.read.ConversationFilter;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Serves conversations, their messages and their ownership changes. */
@Path("/api/v1/conversations")
@Tag(name = "Conversations")
@RunOnVirtualThread
public class ConversationsResource {
    private final ConversationReads reads;

    ConversationsResource(ConversationReads reads) {
        this.reads = reads;
    }

    @GET
    @Operation(summary = "Conversations, the most recently active first")
    public ConversationView.Page list(
            @Parameter(description = "number of entries, from 1 to 200; default 50", example = "50")
                    @QueryParam("limit")
                    @Nullable String limit,
            @Parameter(description = "nextBefore of the previous page") @QueryParam("before")
                    @Nullable String before,
            @Parameter(description = "only those owned by ai or operator", example = "operator")
                    @QueryParam("holder")
                    @Nullable String holder,
            @Parameter(description = "only those of this customer", example = "+4915123456789")
                    @QueryParam("phone")
                    @Nullable String phone,
            @Parameter(
                            description = "only customers whose name or address contains this",
                            example = "ana")
                    @QueryParam("query")
                    @Nullable String query) {
        var filter =
                new ConversationFilter(
                        Parameters.holder(holder),
                        customer(phone),
                        Optional.ofNullable(query).filter(text -> !text.isBlank()),
                        Parameters.place(before));
        var max = Limit.read(limit);
        return Search.by("query", filter.searchText(), () -> reads.conversations(filter, max));
    }

    private static Optional<CustomerAddress> customer(@Nullable String phone) {
        return Optional.ofNullable(phone)
                .map(text ->
                        Addressee.read(Optional.of(text), Optional.empty(), Optional.empty())
                                .customer());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One conversation")
    public ConversationView one(@PathParam("id") String id) {
        return reads.conversation(Parameters.conversation(id));
    }

    @GET
    @Path("/{id}/messages")
    @Operation(
            summary = "Messages of a conversation, newest page first, each page in order",
            description =
                    "`status` and `parts` show how far the delivery of a message of ours has come;"
                            + " `suppressed` means that an operator took over before it was sent.")
    public MessageView.Page messages(
            @PathParam("id") String id,
            @Parameter(description = "number of entries, from 1 to 200; default 50", example = "50")
                    @QueryParam("limit")
                    @Nullable String limit,
            @Parameter(description = "only messages before this position") @QueryParam("before")
                    @Nullable String before) {
        return reads.messages(
                Parameters.conversation(id), Parameters.position(before), Limit.read(limit));
    }

    @GET
    @Path("/{id}/control-changes")
    @Operation(summary = "Ownership changes with actor, reason and time, newest first")
    public OwnershipChangeView.Page controlChanges(@PathParam("id") String id) {
        return reads.controlChanges(Parameters.conversation(id));
    }
}

package dev.switchboard.operator.conversation;

import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.operator.page.Limit;
import dev.switchboard.operator.page.Search;
import dev.switchboard.transcript.reading.ConversationFilter;
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

/** Conversations, what was said in them, and who had the line. */
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
            @Parameter(
                            description = "how many, from 1 to 200; 50 where it is not said",
                            example = "50")
                    @QueryParam("limit")
                    @Nullable String limit,
            @Parameter(description = "the nextBefore of the page before") @QueryParam("before")
                    @Nullable String before,
            @Parameter(description = "only those that ai or operator has", example = "operator")
                    @QueryParam("holder")
                    @Nullable String holder,
            @Parameter(description = "only those of this customer", example = "+4915123456789")
                    @QueryParam("phone")
                    @Nullable String phone,
            @Parameter(
                            description = "only customers whose name or address contains this",
                            example = "ana")
                    @QueryParam("query")
                    @Nullable String words) {
        var filter =
                new ConversationFilter(
                        Parameters.holder(holder),
                        customer(phone),
                        Optional.ofNullable(words).filter(text -> !text.isBlank()),
                        Parameters.place(before));
        var most = Limit.read(limit);
        return Search.by("query", filter.words(), () -> reads.conversations(filter, most));
    }

    private static Optional<CustomerAddress> customer(@Nullable String phone) {
        return Optional.ofNullable(phone)
                .map(written ->
                        Addressee.read(Optional.of(written), Optional.empty(), Optional.empty())
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
            summary = "What was said, the newest page first, each page in order",
            description =
                    "`status` and `parts` tell how far a message of ours has come;"
                            + " `suppressed` means that a person had the line before it left.")
    public MessageView.Page messages(
            @PathParam("id") String id,
            @Parameter(
                            description = "how many, from 1 to 200; 50 where it is not said",
                            example = "50")
                    @QueryParam("limit")
                    @Nullable String limit,
            @Parameter(description = "only messages before this position") @QueryParam("before")
                    @Nullable String before) {
        return reads.messages(
                Parameters.conversation(id), Parameters.position(before), Limit.read(limit));
    }

    @GET
    @Path("/{id}/control-changes")
    @Operation(summary = "Who gave the line to whom, when and why, the newest first")
    public ControlChangeView.Page controlChanges(@PathParam("id") String id) {
        return reads.controlChanges(Parameters.conversation(id));
    }
}

package dev.switchboard.operator.conversation;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.api.Page;
import dev.switchboard.operator.api.Problem;
import dev.switchboard.operator.api.Search;
import dev.switchboard.operator.conversation.MessageView.MessagePage;
import dev.switchboard.operator.conversation.OwnershipChangeView.OwnershipChanges;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.read.ConversationFilter;
import dev.switchboard.transcript.read.Cursor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Serves conversations, their messages, their ownership changes, and the AI's part in each. */
@Path("/api/v1/conversations")
@Tag(name = "Conversations")
@RunOnVirtualThread
public class ConversationsResource {
    private final ConversationReads reads;
    private final ConversationAi ai;
    private final ConversationDebug debug;
    private final Caller caller;

    ConversationsResource(
            ConversationReads reads, ConversationAi ai, ConversationDebug debug, Caller caller) {
        this.reads = reads;
        this.ai = ai;
        this.debug = debug;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Conversations, the most recently active first")
    public Page<ConversationView> list(
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT)
                    int limit,
            @Parameter(description = "nextBefore of the previous page") @QueryParam("before")
                    @Nullable Cursor before,
            @Parameter(description = "only those owned by ai or operator", example = "operator")
                    @QueryParam("holder")
                    @Nullable Owner holder,
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
                        Optional.ofNullable(holder),
                        Optional.ofNullable(phone)
                                .map(text -> Addressee.read(text, null, null).customer()),
                        Optional.ofNullable(query),
                        Optional.ofNullable(before));
        return Search.by("query", query, () -> reads.conversations(filter, limit));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One conversation, with what its model calls have cost")
    public ConversationView one(@PathParam("id") UUID id) {
        return reads.conversationWithSpend(new ConversationId(id));
    }

    @GET
    @Path("/{id}/messages")
    @Operation(
            summary = "Messages of a conversation, newest page first, each page in order",
            description =
                    "`status` and `parts` show how far the delivery of a message of ours has come;"
                            + " `suppressed` means that an operator took over before it was sent.")
    public MessagePage messages(
            @PathParam("id") UUID id,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT)
                    int limit,
            @Parameter(description = "only messages before this position") @QueryParam("before")
                    @Nullable Long before) {
        return reads.messages(new ConversationId(id), before, limit);
    }

    @GET
    @Path("/{id}/control-changes")
    @Operation(summary = "Ownership changes with actor, reason and time, newest first")
    public OwnershipChanges controlChanges(@PathParam("id") UUID id) {
        return reads.controlChanges(new ConversationId(id));
    }

    @PUT
    @Path("/{id}/ai-switch")
    @Operation(
            summary = "The AI is switched on or off for one conversation",
            description =
                    "In force from the next turn on, and for the one that is being answered. While"
                            + " it is off the customer's messages are recorded and left"
                            + " unanswered, for operators.")
    public ConversationView setAiEnabled(
            @PathParam("id") UUID id,
            @NotNull(message = Problem.NO_BODY) @Valid ConversationSwitchRequest body) {
        return ai.setEnabled(new ConversationId(id), body.enabled(), caller.name(), body.reason());
    }

    @GET
    @Path("/{id}/debug")
    @Operation(
            summary = "Debug mode of a conversation, and what its newest replies were made of",
            description =
                    "The newest 20 replies that were made in debug mode: the customer's messages,"
                            + " the prompt with its history, and the persona with its version. Kept"
                            + " for `RETENTION_DEBUG`.")
    public DebugView debug(@PathParam("id") UUID id) {
        return debug.of(new ConversationId(id));
    }

    @PUT
    @Path("/{id}/debug")
    @Operation(
            summary = "Debug mode is switched on or off for one conversation",
            description =
                    "In force from the next turn on. It shows operators what replies are made of;"
                            + " the customer is shown it only where the persona says so.")
    public DebugView setDebug(
            @PathParam("id") UUID id,
            @NotNull(message = Problem.NO_BODY) @Valid ConversationSwitchRequest body) {
        return debug.setEnabled(
                new ConversationId(id), body.enabled(), caller.name(), body.reason());
    }

    @POST
    @Path("/{id}/reset")
    @Operation(
            summary = "A new session begins: the AI is shown nothing of what was said before",
            description = "The messages stay; a customer does the same by writing /reset.")
    public ConversationView reset(
            @PathParam("id") UUID id,
            @Parameter(description = "why, for the record") @QueryParam("reason")
                    @Nullable String reason) {
        return ai.reset(new ConversationId(id), caller.name(), reason);
    }
}

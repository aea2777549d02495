package dev.switchboard.operator.handoff;

import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.api.Problem;
import dev.switchboard.operator.conversation.ConversationFinder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Serves takeover and handback. */
@Path("/api/v1")
@Tag(name = "Handoff")
@RunOnVirtualThread
public class HandoffResource {
    private final ConversationFinder conversations;
    private final Handoff handoff;
    private final Caller caller;

    HandoffResource(ConversationFinder conversations, Handoff handoff, Caller caller) {
        this.conversations = conversations;
        this.handoff = handoff;
        this.caller = caller;
    }

    @POST
    @Path("/takeover")
    @Operation(
            summary = "An operator takes the conversation over",
            description =
                    "Once this has answered, no AI message leaves for the conversation. It waits"
                        + " for a send in flight, at most 8 seconds. Taking over what an operator"
                        + " has already changes nothing. It also holds for a customer who has not"
                        + " written yet, or whose first message is on its way: on every channel by"
                        + " which that message may come.")
    @APIResponse(
            responseCode = "200",
            description = "an operator is the owner",
            content = @Content(schema = @Schema(implementation = HandoffResult.class)))
    @APIResponse(
            responseCode = "503",
            description =
                    "a send in flight did not end in time, and nothing has changed; or the database"
                            + " does not answer, and the outcome is unknown: a repeat does no harm",
            content =
                    @Content(
                            mediaType = Problem.JSON,
                            schema = @Schema(implementation = Problem.class)))
    public HandoffResult takeOver(@NotNull(message = Problem.NO_BODY) @Valid TakeoverRequest body) {
        for (var conversation : conversations.candidates(body.addressee())) {
            handoff.takeOver(conversation, caller.name(), body.reason());
        }
        return new HandoffResult("takeover_complete");
    }

    @POST
    @Path("/handback")
    @Operation(
            summary = "The conversation is handed back to the AI",
            description =
                    "The AI sees the messages of the meantime. With `answer_pending` it also"
                        + " answers the customer's messages that nobody has answered; while Kafka"
                        + " is unavailable they wait, and are not lost.")
    @APIResponse(
            responseCode = "200",
            description = "the AI is the owner",
            content = @Content(schema = @Schema(implementation = HandoffResult.class)))
    public HandoffResult handBack(@NotNull(message = Problem.NO_BODY) @Valid HandbackRequest body) {
        for (var conversation : conversations.heldBy(body.addressee())) {
            if (body.answerPending()) {
                handoff.handBackWithPending(conversation, caller.name(), body.reason());
            } else {
                handoff.handBack(conversation, caller.name(), body.reason());
            }
        }
        return new HandoffResult("handback_complete");
    }

    /** Result of a takeover or handback. */
    @Schema(name = "HandoffOutcome")
    public record HandoffResult(@Schema(examples = "takeover_complete") String status) {}
}

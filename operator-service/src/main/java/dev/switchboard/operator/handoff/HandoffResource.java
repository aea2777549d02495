package dev.switchboard.operator.handoff;

import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.conversation.ConversationFinder;
import dev.switchboard.operator.problem.Problem;
import dev.switchboard.operator.problem.RefusedRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes the line for a person and gives it back to the AI. */
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
            summary = "A person takes the line",
            description =
                    "Once this has answered, no AI message leaves for the conversation. It waits"
                        + " for a send in flight, at most 8 seconds. Taking a line that a person"
                        + " has already changes nothing. It holds also for a customer who has not"
                        + " written yet, or whose first message is on its way: on every channel by"
                        + " which that message may come.")
    @APIResponse(
            responseCode = "200",
            description = "the line is with a person",
            content = @Content(schema = @Schema(implementation = Outcome.class)))
    @APIResponse(
            responseCode = "503",
            description =
                    "a send in flight did not end in time, and nothing has changed; or the database"
                            + " does not answer, and nobody knows: a repeat does no harm",
            content =
                    @Content(
                            mediaType = Problem.JSON,
                            schema = @Schema(implementation = Problem.class)))
    public Outcome takeOver(@Valid @Nullable TakeoverRequest body) {
        var request = Optional.ofNullable(body).orElseThrow(RefusedRequest::empty);
        for (var line : conversations.lines(request.addressee())) {
            handoff.takeOver(line, caller.name(), request.reason());
        }
        return new Outcome("takeover_complete");
    }

    @POST
    @Path("/handback")
    @Operation(
            summary = "The AI gets the line back",
            description =
                    "The AI sees what was said meanwhile. With `answer_pending` it also answers"
                        + " what the customer has written and nobody has answered; while Kafka is"
                        + " away that waits, and is not lost.")
    @APIResponse(
            responseCode = "200",
            description = "the line is with the AI",
            content = @Content(schema = @Schema(implementation = Outcome.class)))
    public Outcome handBack(@Valid @Nullable HandbackRequest body) {
        var request = Optional.ofNullable(body).orElseThrow(RefusedRequest::empty);
        var addressee = request.addressee();
        for (var line : conversations.lines(addressee)) {
            if (request.wantsAnswers()) {
                handoff.handBackWithQuestions(line, caller.name(), request.reason());
            } else {
                handoff.handBack(line, caller.name(), request.reason());
            }
        }
        for (var line : conversations.unbegun(addressee)) {
            handoff.handBack(line, caller.name(), request.reason());
        }
        return new Outcome("handback_complete");
    }

    /** What has become of a change of hands. */
    @Schema(name = "HandoffOutcome")
    public record Outcome(@Schema(examples = "takeover_complete") String status) {}
}

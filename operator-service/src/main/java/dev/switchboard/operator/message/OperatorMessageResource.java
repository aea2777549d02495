package dev.switchboard.operator.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.api.Problem;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.conversation.ConversationFinder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Accepts operators' messages to customers. */
@Path("/api/v1/operator-message")
@Tag(name = "Handoff")
@RunOnVirtualThread
public class OperatorMessageResource {
    private static final int MAX_KEY_LENGTH = 255;

    private final ConversationFinder conversations;
    private final OperatorMessages messages;
    private final Caller caller;

    OperatorMessageResource(
            ConversationFinder conversations, OperatorMessages messages, Caller caller) {
        this.conversations = conversations;
        this.messages = messages;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "An operator writes to the customer",
            description =
                    "Takes the conversation over if the AI has it. Once this has answered the"
                        + " message will be delivered; its status shows how far it has come. After"
                        + " a 503 it may have been accepted all the same: repeat it under its"
                        + " Idempotency-Key.")
    public Queued send(
            @Parameter(
                            description =
                                    "a key of this message: it is sent once, however often it is"
                                            + " repeated under the same key",
                            example = "5f0c1f9e")
                    @HeaderParam("Idempotency-Key")
                    @Nullable String key,
            @NotNull(message = Problem.NO_BODY) @Valid OperatorMessageRequest body) {
        var addressee = body.addressee();
        var draft = Draft.of(body);
        var idempotencyKey = checked(key);
        var conversation = conversations.single(addressee);
        var id = messages.send(conversation, caller.name(), draft, idempotencyKey);
        return new Queued("success", "Message queued for processing", id.value());
    }

    private static @Nullable String checked(@Nullable String key) {
        if (key != null && key.length() > MAX_KEY_LENGTH) {
            throw RefusedRequest.invalid(
                    "Idempotency-Key", "Idempotency-Key is longer than 255 characters");
        }
        return key == null || key.isBlank() ? null : key;
    }

    /** Answer to a message that is published. */
    @Schema(name = "OperatorMessageQueued")
    public record Queued(
            @Schema(examples = "success") String status,
            @Schema(examples = "Message queued for processing") String message,
            @JsonProperty("message_id") UUID messageId) {}
}

package dev.switchboard.operator.conversation;

import dev.switchboard.operator.api.TextLimits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of a change of one of a conversation's switches. */
public record ConversationSwitchRequest(
        @Schema(description = "false switches it off", examples = "false") @NotNull Boolean enabled,
        @Schema(examples = "the customer asked for a person") @Size(max = TextLimits.REASON)
                @Nullable String reason) {}

package dev.switchboard.operator.conversation;

import dev.switchboard.operator.api.Page;
import dev.switchboard.operator.conversation.MessageView.MessagePage;
import dev.switchboard.transcript.read.Cursor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Serves the two reads under the paths of an earlier system. */
@Path("/")
@Tag(name = "Conversations")
@RunOnVirtualThread
public class LegacyReadsResource {
    private final ConversationsResource conversations;
    private final ConversationFinder finder;

    LegacyReadsResource(ConversationsResource conversations, ConversationFinder finder) {
        this.conversations = conversations;
        this.finder = finder;
    }

    @GET
    @Path("get_conversations")
    @Operation(summary = "The same as GET /api/v1/conversations")
    public Page<ConversationView> conversations(
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT)
                    int limit,
            @QueryParam("before") @Nullable Cursor before) {
        return conversations.list(limit, before, null, null, null);
    }

    @GET
    @Path("get_messages")
    @Operation(summary = "Messages of the conversation with a customer")
    public MessagePage messages(
            @Parameter(required = true, example = "+4915123456789") @QueryParam("phone")
                    @Nullable String phone,
            @Parameter(description = "needed where the customer writes to several business numbers")
                    @QueryParam("business")
                    @Nullable String business,
            @QueryParam("channel") @Nullable String channel,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT)
                    int limit,
            @QueryParam("before") @Nullable Long before) {
        var addressee = Addressee.read(phone, business, channel);
        return conversations.messages(finder.begun(addressee).id().value(), limit, before);
    }
}

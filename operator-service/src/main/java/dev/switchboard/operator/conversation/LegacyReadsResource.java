package dev.switchboard.operator.conversation;

import dev.switchboard.operator.api.Limit;
import dev.switchboard.transcript.read.ConversationFilter;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Serves the two reads under the paths of an earlier system. */
@Path("/")
@Tag(name = "Conversations")
@RunOnVirtualThread
public class LegacyReadsResource {
    private final ConversationReads reads;
    private final ConversationFinder finder;

    LegacyReadsResource(ConversationReads reads, ConversationFinder finder) {
        this.reads = reads;
        this.finder = finder;
    }

    @GET
    @Path("get_conversations")
    @Operation(summary = "The same as GET /api/v1/conversations")
    public ConversationView.Page conversations(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before) {
        var all =
                new ConversationFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Parameters.place(before));
        return reads.conversations(all, Limit.read(limit));
    }

    @GET
    @Path("get_messages")
    @Operation(summary = "Messages of the conversation with a customer")
    public MessageView.Page messages(
            @Parameter(required = true, example = "+4915123456789") @QueryParam("phone")
                    @Nullable String phone,
            @Parameter(description = "needed where the customer writes to several business numbers")
                    @QueryParam("business")
                    @Nullable String business,
            @QueryParam("channel") @Nullable String channel,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before) {
        var addressee =
                Addressee.read(
                        Optional.ofNullable(phone),
                        Optional.ofNullable(business),
                        Optional.ofNullable(channel));
        return reads.messages(
                finder.begun(addressee).id(), Parameters.position(before), Limit.read(limit));
    }
}

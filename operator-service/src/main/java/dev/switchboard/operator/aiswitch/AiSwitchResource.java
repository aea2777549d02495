package dev.switchboard.operator.aiswitch;

import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.access.Roles;
import dev.switchboard.operator.aiswitch.AiChangeView.AiChanges;
import dev.switchboard.operator.api.Page;
import dev.switchboard.operator.api.Problem;
import dev.switchboard.transcript.aicontrol.AiChangeStore;
import dev.switchboard.transcript.aicontrol.AiSwitchStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Serves the AI's switch, to administrators. */
@Path("/api/v1/ai-switch")
@Tag(name = "AI")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
public class AiSwitchResource {
    private final AiSwitchStore switches;
    private final AiChangeStore changes;
    private final Caller caller;

    AiSwitchResource(AiSwitchStore switches, AiChangeStore changes, Caller caller) {
        this.switches = switches;
        this.changes = changes;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Where the AI is switched off: as a whole, and by business number")
    public AiSwitchView read() {
        return AiSwitchView.of(switches.states());
    }

    @PUT
    @Operation(
            summary = "The AI is switched on or off, as a whole or for a business number",
            description =
                    "In force on every worker within two seconds. While it is off customers'"
                            + " messages are recorded and left unanswered, for operators; a part"
                            + " that is to be sent already is sent. The AI answers where it is"
                            + " on as a whole, for the number and for the conversation.")
    public AiSwitchView change(@NotNull(message = Problem.NO_BODY) @Valid AiSwitchRequest body) {
        body.number()
                .ifPresentOrElse(
                        number ->
                                switches.set(number, body.enabled(), caller.name(), body.reason()),
                        () -> switches.set(body.enabled(), caller.name(), body.reason()));
        return read();
    }

    @GET
    @Path("/changes")
    @Operation(
            summary =
                    "Changes of the switch, resets and debug modes of conversations, newest first")
    public AiChanges changes(
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT)
                    int limit) {
        return new AiChanges(changes.newest(limit).stream().map(AiChangeView::of).toList());
    }
}

package dev.switchboard.operator.setting;

import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.access.Roles;
import dev.switchboard.operator.api.Problem;
import dev.switchboard.transcript.setting.AiProfile;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Serves AI profiles. */
@Path("/api/v1/ai-profiles")
@Tag(name = "AI settings")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
public class AiProfilesResource {
    private final AiProfiles profiles;
    private final ProfileChecks checks;
    private final Caller caller;

    AiProfilesResource(AiProfiles profiles, ProfileChecks checks, Caller caller) {
        this.profiles = profiles;
        this.checks = checks;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "AI profiles, the first written first",
            description =
                    "A model with its limits. The first active one answers where a persona names"
                        + " none. When it fails its fallbacks are asked, and at last the model that"
                        + " the environment of ai-worker sets, which also answers where there is no"
                        + " profile.")
    public AiProfileView.All list() {
        return new AiProfileView.All(profiles.all().stream().map(AiProfileView::of).toList());
    }

    @POST
    @ResponseStatus(201)
    @Operation(
            summary = "A new AI profile",
            description =
                    "In force for the turns that begin two seconds later. A key is stored sealed,"
                            + " and never shown; without `SECRETS_KEYSET` none is taken (409).")
    public AiProfileView create(@NotNull(message = Problem.NO_BODY) @Valid AiProfileRequest body) {
        return AiProfileView.of(profiles.create(body, caller.name()));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One AI profile; its version is also the header ETag")
    public RestResponse<AiProfileView> one(@PathParam("id") UUID id) {
        return tagged(profiles.one(id));
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Replaces an AI profile",
            description = "What is absent has its default; without `key` the key stays as it is.")
    public RestResponse<AiProfileView> replace(
            @PathParam("id") UUID id,
            @Parameter(description = Precondition.DESCRIPTION) @HeaderParam(Precondition.HEADER)
                    @Nullable String ifMatch,
            @NotNull(message = Problem.NO_BODY) @Valid AiProfileRequest body) {
        return tagged(profiles.replace(id, ifMatch, body, caller.name()));
    }

    @POST
    @Path("/{id}/check")
    @Operation(
            summary = "Asks the model of an AI profile, active or not, for one token",
            description =
                    "With the profile's key, model and address, for 20 seconds at most. `ok`: the"
                        + " model takes them. `refused`: the key, the credit (`ACCOUNT_REFUSED`),"
                        + " the model's name or another value (`CONFIGURATION`), or the number of"
                        + " requests (`RATE_LIMITED`) is not accepted. `unreachable`: no usable"
                        + " response.")
    public ProfileCheckView check(@PathParam("id") UUID id) {
        return checks.check(id, caller.name());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Deletes an AI profile that no persona and no other profile names")
    public void delete(
            @PathParam("id") UUID id,
            @Parameter(description = Precondition.DESCRIPTION) @HeaderParam(Precondition.HEADER)
                    @Nullable String ifMatch) {
        profiles.delete(id, ifMatch, caller.name());
    }

    private static RestResponse<AiProfileView> tagged(AiProfile profile) {
        return Precondition.tagged(AiProfileView.of(profile), profile.version());
    }
}

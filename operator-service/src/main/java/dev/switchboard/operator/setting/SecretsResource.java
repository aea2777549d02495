package dev.switchboard.operator.setting;

import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.access.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Serves the rotation of the keys that seal secrets. */
@Path("/api/v1/secrets")
@Tag(name = "AI settings")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
public class SecretsResource {
    private final KeyRotation rotation;
    private final Caller caller;

    SecretsResource(KeyRotation rotation, Caller caller) {
        this.rotation = rotation;
        this.caller = caller;
    }

    @GET
    @Path("/keys-in-use")
    @Operation(
            summary = "Keys of `SECRETS_KEYSET`, and how many keys of AI profiles each has sealed",
            description =
                    "By their ids; never the keys. One that is not primary and has sealed none can"
                            + " be dropped from the keyset.")
    public KeysInUseView keysInUse() {
        return rotation.inUse();
    }

    @POST
    @Path("/reseal")
    @Operation(
            summary = "Every key of an AI profile is sealed anew, with the primary key",
            description =
                    "In one transaction, while turns go on. A key that does not open stays as it is"
                            + " and its profile is named. Without `SECRETS_KEYSET` it is refused"
                            + " (409).")
    public ResealView reseal() {
        return rotation.reseal(caller.name());
    }
}

package dev.switchboard.operator.health;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Serves the health of the product, for people and monitors. */
@Path("/health")
@Tag(name = "Service")
@RunOnVirtualThread
public class HealthResource {
    private final HealthChecks checks;

    HealthResource(HealthChecks checks) {
        this.checks = checks;
    }

    @GET
    @SecurityRequirements
    @Operation(
            summary = "Health of the product",
            description =
                    "`degraded` when Redis or the AI workers are missing: messages are kept."
                            + " `unhealthy` when the database or Kafka is.")
    @APIResponse(
            responseCode = "200",
            description = "healthy or degraded",
            content = @Content(schema = @Schema(implementation = Health.class)))
    @APIResponse(
            responseCode = "503",
            description = "unhealthy",
            content = @Content(schema = @Schema(implementation = Health.class)))
    public Response health() {
        var health = checks.now();
        return Response.status(statusOf(health.status())).entity(health).build();
    }

    private static Status statusOf(Health.Status status) {
        return switch (status) {
            case HEALTHY, DEGRADED -> Status.OK;
            case UNHEALTHY -> Status.SERVICE_UNAVAILABLE;
        };
    }
}

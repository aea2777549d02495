package dev.switchboard.operator.setting;

import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.access.Roles;
import dev.switchboard.operator.api.Problem;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.conversation.Addressee;
import dev.switchboard.transcript.setting.Persona;
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
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Serves personas. */
@Path("/api/v1/personas")
@Tag(name = "AI settings")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
public class PersonasResource {
    private final PersonaChanges personas;
    private final Caller caller;

    PersonasResource(PersonaChanges personas, Caller caller) {
        this.personas = personas;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Personas, by name",
            description =
                    "That of the customer goes before that of the business number, and that before"
                            + " the default one; where there is none of them, the environment of"
                            + " ai-worker sets it (`AI_SYSTEM_PROMPT`).")
    public PersonaView.All list() {
        return new PersonaView.All(personas.all().stream().map(PersonaView::of).toList());
    }

    @POST
    @ResponseStatus(201)
    @Operation(
            summary = "A new persona",
            description = "In force for the turns that begin two seconds later.")
    public PersonaView create(@NotNull(message = Problem.NO_BODY) @Valid PersonaRequest body) {
        return PersonaView.of(personas.create(body, caller.name()));
    }

    @GET
    @Path("/effective")
    @Operation(
            summary = "The persona that is in force for a customer and a business number",
            description =
                    "With the part of its audience for which it is, and what becomes of the"
                            + " customer's messages: answered, kept for operators, or dropped.")
    public PersonaView.Effective effective(
            @Parameter(description = Addressee.BUSINESS) @QueryParam("business")
                    @Nullable String business,
            @Parameter(description = Addressee.PHONE) @QueryParam("customer")
                    @Nullable String customer) {
        var found =
                personas.effective(
                        customer == null ? null : address(customer),
                        business == null
                                ? List.of()
                                : List.of(AudienceBody.businessKey("business", business)));
        return PersonaView.effective(found.orElse(null));
    }

    private static String address(String customer) {
        return Addressee.customerIn(customer)
                .map(CustomerAddress::value)
                .orElseThrow(() ->
                        RefusedRequest.invalid(
                                "customer",
                                "customer is neither an international phone number nor a WhatsApp"
                                        + " user id"));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One persona; its version is also the header ETag")
    public RestResponse<PersonaView> one(@PathParam("id") UUID id) {
        return tagged(personas.one(id));
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Replaces a persona, with those whom it answers")
    public RestResponse<PersonaView> replace(
            @PathParam("id") UUID id,
            @Parameter(description = Precondition.DESCRIPTION) @HeaderParam(Precondition.HEADER)
                    @Nullable String ifMatch,
            @NotNull(message = Problem.NO_BODY) @Valid PersonaRequest body) {
        return tagged(personas.replace(id, ifMatch, body, caller.name()));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Deletes a persona")
    public void delete(
            @PathParam("id") UUID id,
            @Parameter(description = Precondition.DESCRIPTION) @HeaderParam(Precondition.HEADER)
                    @Nullable String ifMatch) {
        personas.delete(id, ifMatch, caller.name());
    }

    private static RestResponse<PersonaView> tagged(Persona persona) {
        return Precondition.tagged(PersonaView.of(persona), persona.version());
    }
}

package dev.switchboard.operator.setting;

import dev.switchboard.operator.access.Caller;
import dev.switchboard.operator.access.Roles;
import dev.switchboard.operator.api.Problem;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.transcript.setting.CustomText;
import dev.switchboard.transcript.setting.CustomText.Key;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Serves texts in place of standard texts. */
@Path("/api/v1/texts")
@Tag(name = "AI settings")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
public class CustomTextsResource {
    private static final String BUSINESS = "business number; every number if absent";
    private static final String LANGUAGE =
            "tag of the language that the persona answers in; every language if absent";

    private final CustomTexts texts;
    private final Caller caller;

    CustomTextsResource(CustomTexts texts, Caller caller) {
        this.texts = texts;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Texts in place of standard texts",
            description =
                    "That of the business number goes before that of every number, and that of the"
                            + " language before that of every language; where there is none, the"
                            + " environment (`TEXT_…`) or the default is in force.")
    public CustomTextView.All list() {
        return new CustomTextView.All(texts.all().stream().map(CustomTextView::of).toList());
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "One text; 404 where it is not set")
    public RestResponse<CustomTextView> one(
            @PathParam("name") String name,
            @Parameter(description = BUSINESS) @QueryParam("business") @Nullable String business,
            @Parameter(description = LANGUAGE) @QueryParam("language") @Nullable String language) {
        return tagged(texts.one(key(name, business, language)));
    }

    @PUT
    @Path("/{name}")
    @Operation(
            summary = "Sets a text in place of a standard text",
            description =
                    "In force for the turns that begin two seconds later. A new one needs no"
                            + " `If-Match`.")
    public RestResponse<CustomTextView> set(
            @PathParam("name") String name,
            @Parameter(description = BUSINESS) @QueryParam("business") @Nullable String business,
            @Parameter(description = LANGUAGE) @QueryParam("language") @Nullable String language,
            @Parameter(description = Precondition.DESCRIPTION) @HeaderParam(Precondition.HEADER)
                    @Nullable String ifMatch,
            @NotNull(message = Problem.NO_BODY) @Valid CustomTextRequest body) {
        var key = key(name, business, language);
        return tagged(texts.write(key, ifMatch, body.text().strip(), caller.name()));
    }

    @DELETE
    @Path("/{name}")
    @Operation(summary = "Deletes a text: the more general one is in force again")
    public void delete(
            @PathParam("name") String name,
            @Parameter(description = BUSINESS) @QueryParam("business") @Nullable String business,
            @Parameter(description = LANGUAGE) @QueryParam("language") @Nullable String language,
            @Parameter(description = Precondition.DESCRIPTION) @HeaderParam(Precondition.HEADER)
                    @Nullable String ifMatch) {
        texts.delete(key(name, business, language), ifMatch, caller.name());
    }

    private static Key key(String name, @Nullable String business, @Nullable String language) {
        var known = name.toUpperCase(Locale.ROOT);
        if (!CustomText.NAMES.contains(known)) {
            throw RefusedRequest.unknown("name", "there is no standard text of this name");
        }
        return new Key(
                known,
                business == null ? "" : AudienceBody.businessKey("business", business),
                LanguageTag.read(language).orElse(""));
    }

    private static RestResponse<CustomTextView> tagged(CustomText text) {
        return Precondition.tagged(CustomTextView.of(text), text.version());
    }
}

package dev.switchboard.operator.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Completes the OpenAPI document: the errors of every operation that needs a token, and the names
 * of pages' lists.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDocument implements OASFilter {
    private static final String ENTRIES = "entries";
    private static final Map<String, String> REFUSALS =
            new TreeMap<>(
                    Map.of(
                            "400", "something in the request cannot be read; `field` says what",
                            "401", "no token, or none that is valid",
                            "403", "the token may not do this",
                            "404", "what the request names does not exist",
                            "409",
                                    "not possible in the present state; where several conversations"
                                            + " can be meant, `businesses` lists them",
                            "503",
                                    "the database or Kafka does not answer; `Retry-After` says when"
                                            + " to try again"));

    @Override
    public Operation filterOperation(Operation operation) {
        var open = operation.getSecurity() != null && operation.getSecurity().isEmpty();
        if (!open) {
            REFUSALS.forEach((status, meaning) -> document(operation, status, meaning));
        }
        if (isConditional(operation)) {
            document(operation, "412", "this was changed meanwhile: `If-Match` is another version");
            document(operation, "428", "`If-Match` is missing");
        }
        return operation;
    }

    private static boolean isConditional(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> "If-Match".equals(parameter.getName()));
    }

    private static void document(Operation operation, String status, String meaning) {
        if (!operation.getResponses().hasAPIResponse(status)) {
            operation.getResponses().addAPIResponse(status, problem(meaning));
        }
    }

    private static APIResponse problem(String meaning) {
        var schema = OASFactory.createSchema().ref("#/components/schemas/Problem");
        return OASFactory.createAPIResponse()
                .description(meaning)
                .content(
                        OASFactory.createContent()
                                .addMediaType(
                                        Problem.JSON, OASFactory.createMediaType().schema(schema)));
    }

    /** As {@link Page} writes it: the entries of type Part are in the list parts. */
    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().getSchemas().values().forEach(ApiDocument::nameList);
    }

    private static void nameList(Schema page) {
        var entries = page.getProperties() == null ? null : page.getProperties().get(ENTRIES);
        if (entries != null) {
            var type = entries.getItems().getRef();
            var name = type.substring(type.lastIndexOf('/') + 1);
            page.removeProperty(ENTRIES);
            page.addProperty(
                    Character.toLowerCase(name.charAt(0)) + name.substring(1) + "s", entries);
        }
    }
}

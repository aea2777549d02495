package dev.switchboard.operator.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Documents in OpenAPI the errors of every operation that needs a token. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class DocumentedProblems implements OASFilter {
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
        return operation;
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
}

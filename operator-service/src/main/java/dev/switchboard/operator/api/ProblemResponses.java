package dev.switchboard.operator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.operator.api.ReadableBodies.UnreadableTextException;
import dev.switchboard.transcript.read.ReadTimeoutException;
import io.quarkus.security.ForbiddenException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.CharConversionException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Maps every exception of a request to a {@link Problem}. */
public final class ProblemResponses {
    private static final Logger LOG = Logger.getLogger(ProblemResponses.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** Name of the Java parameter for the body in every resource. */
    private static final String BODY = "body";

    @ServerExceptionMapper
    Response refused(RefusedRequest refused) {
        return response(refused.problem(), refused.retryAfter());
    }

    @ServerExceptionMapper
    Response mismatched(MismatchedInputException mismatch) {
        return response(problemOf(mismatch), null);
    }

    /** JSON that is too deep or has endless numbers; what is no JSON comes as the framework's. */
    @ServerExceptionMapper
    Response unreadable(JsonProcessingException broken) {
        return response(problemOf(broken), null);
    }

    /** A body whose first bytes look like UTF-32 and whose next ones do not. */
    @ServerExceptionMapper
    Response unreadable(CharConversionException broken) {
        return response(Problem.of(Status.BAD_REQUEST, "the body must be in UTF-8"), null);
    }

    /** Names the parameter or the field of the body; only a missing body is about no field. */
    @ServerExceptionMapper
    Response invalid(ConstraintViolationException invalid) {
        var first = invalid.getConstraintViolations().iterator().next();
        var name = BODY;
        for (var node : first.getPropertyPath()) {
            var named =
                    node.getKind() == ElementKind.PROPERTY
                            || node.getKind() == ElementKind.PARAMETER;
            name = named && node.getName() != null ? node.getName() : name;
        }
        var problem = Problem.of(Status.BAD_REQUEST, name + " " + first.getMessage());
        return response(name.equals(BODY) ? problem : problem.about(name), null);
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException refused) {
        var problem = Problem.of(Status.FORBIDDEN, "this token may not do that");
        return response(problem, null);
    }

    @ServerExceptionMapper
    Response byFramework(WebApplicationException e) {
        var cause = e.getCause();
        var problem =
                switch (cause) {
                    case RefusedRequest refused -> refused.problem();
                    case MismatchedInputException mismatch -> problemOf(mismatch);
                    case JsonProcessingException broken -> problemOf(broken);
                    case null, default -> problemOf(e.getResponse().getStatus());
                };
        return response(problem, null);
    }

    /** Nothing is down: the query takes too long for the number of rows. */
    @ServerExceptionMapper
    Response tooSlow(ReadTimeoutException timeout) {
        LOG.warnf("Database read timed out limit=%s", timeout.getMessage());
        return response(
                Problem.of(
                        Status.SERVICE_UNAVAILABLE,
                        "the database took "
                                + timeout.getMessage()
                                + " for this; ask for less, or"
                                + " try again"),
                RETRY_AFTER);
    }

    /** Infrastructure that is down is a temporary state; anything else is a bug of ours. */
    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        if (InfrastructureFailures.isDown(failure)) {
            LOG.warnf(
                    "Request failed, infrastructure is down cause=%s",
                    failure.getClass().getSimpleName());
            return response(
                    Problem.of(
                            Status.SERVICE_UNAVAILABLE,
                            "the database or Kafka does not answer; try again"),
                    RETRY_AFTER);
        }
        LOG.error("Request failed by a bug", LoggableFailure.of(failure));
        return response(
                Problem.of(Status.INTERNAL_SERVER_ERROR, "the request failed; the log says why"),
                null);
    }

    private static Problem problemOf(MismatchedInputException mismatch) {
        var field =
                mismatch.getPath().stream()
                        .map(Reference::getFieldName)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("."));
        if (field.isEmpty()) {
            return Problem.of(Status.BAD_REQUEST, "the body is not the expected JSON object");
        }
        var wrong =
                mismatch instanceof UnreadableTextException
                        ? " must not hold control characters"
                        : " has a value of the wrong type";
        return Problem.of(Status.BAD_REQUEST, field + wrong).about(field);
    }

    private static Problem problemOf(JsonProcessingException broken) {
        var where = broken.getLocation();
        var detail =
                where == null
                        ? "the body is not JSON"
                        : "the body is not JSON: line %d, column %d"
                                .formatted(where.getLineNr(), where.getColumnNr());
        return Problem.of(Status.BAD_REQUEST, detail);
    }

    private static Problem problemOf(int status) {
        var detail =
                switch (status) {
                    case 404 -> "there is nothing at this address";
                    case 405 -> "this address does not take this method";
                    case 406 -> "only application/json can be answered";
                    case 413 -> "the body is too large";
                    case 415 -> "the body must be application/json";
                    default -> "the request cannot be answered";
                };
        return Problem.of(status, detail);
    }

    private static Response response(Problem problem, @Nullable Duration retryAfter) {
        return Response.status(problem.status())
                .type(Problem.JSON)
                .entity(problem)
                .header(
                        HttpHeaders.RETRY_AFTER,
                        retryAfter == null ? null : Long.toString(retryAfter.toSeconds()))
                .build();
    }
}

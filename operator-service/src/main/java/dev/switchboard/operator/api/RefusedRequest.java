package dev.switchboard.operator.api;

import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem that its caller can act on. */
public final class RefusedRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient @Nullable Duration retryAfter;

    private RefusedRequest(Problem problem, @Nullable Duration retryAfter) {
        super(problem.detail());
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** 400: {@code field} is missing or invalid. */
    public static RefusedRequest invalid(String field, String detail) {
        return refused(Problem.of(Status.BAD_REQUEST, detail).about(field));
    }

    /** 404: what {@code field} names does not exist. */
    public static RefusedRequest unknown(String field, String detail) {
        return refused(Problem.of(Status.NOT_FOUND, detail).about(field));
    }

    /** 400: {@code field} must name one of several; {@code member} lists them. */
    public static RefusedRequest undecided(
            String field, String detail, String member, Object choices) {
        return refused(Problem.of(Status.BAD_REQUEST, detail).about(field).with(member, choices));
    }

    /** 409: {@code field} must name one of several; {@code member} lists them. */
    public static RefusedRequest ambiguous(
            String field, String detail, String member, Object choices) {
        return refused(Problem.of(Status.CONFLICT, detail).about(field).with(member, choices));
    }

    /** 409: what {@code field} names is not, or not any more, in a state for this. */
    public static RefusedRequest conflicting(String field, String detail) {
        return refused(Problem.of(Status.CONFLICT, detail).about(field));
    }

    /** 412: what the request changes is not as {@code field} says any more. */
    public static RefusedRequest stale(String field, String detail) {
        return refused(Problem.of(Status.PRECONDITION_FAILED, detail).about(field));
    }

    /** 428: the request changes something, and {@code field} does not say in which state. */
    public static RefusedRequest unconditional(String field, String detail) {
        return refused(Problem.of(Status.PRECONDITION_REQUIRED, detail).about(field));
    }

    /** 422: the request is well formed and contradicts an earlier one. */
    public static RefusedRequest contradictory(String field, String detail) {
        return refused(Problem.of(422, detail).about(field));
    }

    /** 503: nothing was changed; the same request may succeed after {@code retryAfter}. */
    public static RefusedRequest notNow(String detail, Duration retryAfter) {
        return new RefusedRequest(Problem.of(Status.SERVICE_UNAVAILABLE, detail), retryAfter);
    }

    private static RefusedRequest refused(Problem problem) {
        return new RefusedRequest(problem, null);
    }

    Problem problem() {
        return problem;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}

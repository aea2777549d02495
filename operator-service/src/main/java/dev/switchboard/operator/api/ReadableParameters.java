package dev.switchboard.operator.api;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses request parameters that the database cannot store or that are too long. */
public final class ReadableParameters {
    private static final int MAX_CHARACTERS = 500;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,50}");

    @ServerRequestFilter
    void check(UriInfo address) {
        check(address.getPathParameters(), UnaryOperator.identity());
        check(address.getQueryParameters(), String::strip);
    }

    private static void check(
            MultivaluedMap<String, String> parameters, UnaryOperator<String> reading) {
        parameters.forEach(
                (name, values) -> values.forEach(value -> check(name, reading.apply(value))));
    }

    private static void check(String parameter, String value) {
        var name = NAME.matcher(parameter).matches() ? parameter : "query";
        if (!RequestText.isLine(value)) {
            throw RefusedRequest.invalid(name, name + " must not hold control characters");
        }
        if (value.length() > MAX_CHARACTERS) {
            throw RefusedRequest.invalid(
                    name, name + " must have at most " + MAX_CHARACTERS + " characters");
        }
    }
}

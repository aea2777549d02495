package dev.switchboard.operator.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchboard.operator.problem.Problem;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;

/**
 * Reads a token from {@code Authorization: Bearer …} or {@code X-API-Key} and turns away, as a
 * {@link Problem}, whoever has none that is valid.
 */
@ApplicationScoped
class TokenAuthentication implements HttpAuthenticationMechanism {
    private static final String BEARER = "Bearer ";

    private final ApiTokens tokens;
    private final ObjectMapper json;

    TokenAuthentication(ApiTokens tokens, ObjectMapper json) {
        this.tokens = tokens;
        this.json = json;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext request, IdentityProviderManager identities) {
        var token = tokenOf(request);
        if (token.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return tokens.callerWith(token.get())
                .map(caller -> Uni.createFrom().item(identityOf(caller)))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }

    private static Optional<String> tokenOf(RoutingContext request) {
        var headers = request.request().headers();
        return Optional.ofNullable(headers.get(HttpHeaderNames.AUTHORIZATION))
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()))
                .or(() -> Optional.ofNullable(headers.get("X-API-Key")))
                .map(String::strip);
    }

    private static SecurityIdentity identityOf(ApiTokens.Caller caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.name()))
                .addRoles(caller.roles())
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom()
                .item(
                        new ChallengeData(
                                Status.UNAUTHORIZED.getStatusCode(),
                                HttpHeaderNames.WWW_AUTHENTICATE,
                                "Bearer"));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        request.response()
                .setStatusCode(Status.UNAUTHORIZED.getStatusCode())
                .putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer")
                .putHeader(HttpHeaderNames.CONTENT_TYPE, Problem.JSON);
        return Uni.createFrom()
                .completionStage(request.response().end(unauthorized()).toCompletionStage())
                .replaceWith(true);
    }

    private String unauthorized() {
        try {
            return json.writeValueAsString(
                    Problem.of(
                            Status.UNAUTHORIZED,
                            "a valid token is needed: Authorization: Bearer <token>"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a problem", e);
        }
    }
}

package dev.switchboard.operator.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchboard.operator.api.Problem;
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
 * Authenticates by a token in {@code Authorization: Bearer …} or {@code X-API-Key}; answers 401 as
 * a {@link Problem} without a valid one.
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
        return tokens.principalOf(token.get())
                .map(principal -> Uni.createFrom().item(identityOf(principal)))
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

    private static SecurityIdentity identityOf(ApiTokens.Principal principal) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(principal.name()))
                .addRoles(principal.roles())
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

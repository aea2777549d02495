package dev.switchboard.operator.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Maps tokens to callers; keeps only hashes of the tokens. */
@ApplicationScoped
class ApiTokens {
    private static final Principal API = new Principal("api", Set.of(Roles.OPERATOR, Roles.ADMIN));
    private static final Principal OPERATOR = new Principal("operator", Set.of(Roles.OPERATOR));

    private final List<Known> known = new ArrayList<>();

    ApiTokens(AccessSettings settings) {
        known.add(new Known(hash(settings.apiToken()), API));
        settings.operatorToken().ifPresent(token -> known.add(new Known(hash(token), OPERATOR)));
    }

    /** Takes the same time for every wrong token, since it compares hashes of equal length. */
    Optional<Principal> principalOf(String token) {
        var hash = hash(token);
        return known.stream()
                .filter(each -> MessageDigest.isEqual(each.hash(), hash))
                .map(Known::principal)
                .findFirst();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared as bytes above, never as records.
    private record Known(byte[] hash, Principal principal) {}

    /** Owner of a valid token; the name is written to audit rows. */
    record Principal(String name, Set<String> roles) {}
}

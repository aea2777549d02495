package dev.switchboard.chassis.setting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where PostgreSQL is, as people write it ({@code postgresql://user:password@host:5432/db}) and as
 * JDBC wants it.
 */
public record DatabaseUrl(String jdbcUrl, Optional<String> user, Optional<String> password) {

    /**
     * @throws IllegalArgumentException when the text is no PostgreSQL URL; its message does not
     *     show the password
     */
    public static DatabaseUrl parse(String text) {
        if (text.startsWith("jdbc:postgresql://")) {
            return new DatabaseUrl(text, Optional.empty(), Optional.empty());
        }
        var url = uri(text);
        var knownScheme =
                "postgresql".equals(url.getScheme()) || "postgres".equals(url.getScheme());
        if (!knownScheme || url.getHost() == null || url.getPath().length() < 2) {
            throw new IllegalArgumentException(
                    "DATABASE_URL must look like postgresql://user:password@host:5432/database");
        }
        var port = url.getPort() < 0 ? "" : ":" + url.getPort();
        var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        var credentials = Optional.ofNullable(url.getRawUserInfo()).map(info -> info.split(":", 2));
        return new DatabaseUrl(
                "jdbc:postgresql://" + url.getHost() + port + url.getPath() + query,
                credentials.map(pair -> decoded(pair[0])),
                credentials.filter(pair -> pair.length == 2).map(pair -> decoded(pair[1])));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("DATABASE_URL is not a URL: " + e.getReason());
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    /** A predicate for {@link Setting}. */
    static boolean isValid(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    Map<String, String> quarkusSettings() {
        var settings = new HashMap<String, String>();
        settings.put("quarkus.datasource.jdbc.url", jdbcUrl);
        user.ifPresent(name -> settings.put("quarkus.datasource.username", name));
        password.ifPresent(secret -> settings.put("quarkus.datasource.password", secret));
        return settings;
    }
}

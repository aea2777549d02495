package dev.switchboard.chassis.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL URL, converted from the common form ({@code postgresql://user:password@host:5432/db},
 * several hosts with commas between them) to JDBC's.
 */
public record DatabaseUrl(String jdbcUrl, Optional<String> user, Optional<String> password) {
    private static final String HOST = "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?";
    private static final String COMMON_FORM =
            "postgres(?:ql)?://(?:(?<login>(?:[^@/?#%]|%[0-9A-Fa-f]{2})*)@)?(?<hosts>"
                    + HOST
                    + "(?:,"
                    + HOST
                    + ")*)/(?<database>[^/?#]+)(?:\\?(?<query>[^#]*))?";
    private static final Pattern URL = Pattern.compile(COMMON_FORM);
    private static final String JDBC = "jdbc:postgresql://";

    /** Either form, as a regular expression. */
    static final String FORM = JDBC + ".*|" + COMMON_FORM;

    /** Parameter of libpq for the primary, which the driver calls {@link #PRIMARY}. */
    private static final String PRIMARY_FOR_LIBPQ = "target_session_attrs=read-write";

    private static final Pattern PASSWORD_PARAMETER = Pattern.compile("[?&]password=([^&]*)");
    private static final String PRIMARY = "targetServerType=primary";

    /**
     * Parses a URL. Of several hosts the one that accepts writes is used, unless the URL says
     * otherwise.
     *
     * @throws IllegalArgumentException when the text is not a PostgreSQL URL; its message does not
     *     show the password
     */
    public static DatabaseUrl parse(String text) {
        if (text.startsWith(JDBC)) {
            return new DatabaseUrl(text, Optional.empty(), Optional.empty());
        }
        var url = URL.matcher(text);
        if (!url.matches()) {
            throw new IllegalArgumentException(
                    "DATABASE_URL must look like postgresql://user:password@host:5432/database");
        }
        var login = Optional.ofNullable(url.group("login")).map(info -> info.split(":", 2));
        return new DatabaseUrl(
                JDBC + url.group("hosts") + "/" + url.group("database") + query(url),
                login.map(pair -> decoded(pair[0])),
                login.filter(pair -> pair.length == 2).map(pair -> decoded(pair[1])));
    }

    private static String query(Matcher url) {
        var query =
                Optional.ofNullable(url.group("query"))
                        .orElse("")
                        .replace(PRIMARY_FOR_LIBPQ, PRIMARY);
        if (url.group("hosts").contains(",") && !query.contains("targetServerType=")) {
            query = query.isEmpty() ? PRIMARY : query + "&" + PRIMARY;
        }
        return query.isEmpty() ? "" : "?" + query;
    }

    /** Returns the password in a valid URL of either form. */
    static Optional<String> passwordIn(String text) {
        var parameter = PASSWORD_PARAMETER.matcher(text);
        return parameter.find() ? Optional.of(decoded(parameter.group(1))) : parse(text).password();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    static boolean isValid(String text) {
        return text.matches(FORM);
    }

    Map<String, String> quarkusSettings() {
        var settings = new HashMap<String, String>();
        settings.put("quarkus.datasource.jdbc.url", jdbcUrl);
        user.ifPresent(name -> settings.put("quarkus.datasource.username", name));
        password.ifPresent(secret -> settings.put("quarkus.datasource.password", secret));
        return settings;
    }
}

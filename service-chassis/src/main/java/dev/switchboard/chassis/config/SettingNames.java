package dev.switchboard.chassis.config;

import static java.util.Map.entry;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the product's settings by their environment variables: {@code switchboard.ai.max-tokens} is
 * {@code AI_MAX_TOKENS}. A blank variable counts as not set.
 */
@Priority(SettingNames.BELOW_EXPRESSIONS)
public final class SettingNames implements ConfigSourceInterceptor {
    static final int BELOW_EXPRESSIONS = Priorities.LIBRARY;
    static final String PREFIX = "switchboard.";

    /** Set by a service for itself, in its application.properties; these have no variables. */
    private static final Pattern OF_A_SERVICE =
            Pattern.compile("switchboard\\.(producer|connections)\\..*");

    /** Variables of another name than the rule gives: users know them by it. */
    private static final Map<String, String> FAMILIAR =
            Map.ofEntries(
                    entry("switchboard.access.api-token", "SWITCHBOARD_API_TOKEN"),
                    entry("switchboard.access.operator-token", "SWITCHBOARD_OPERATOR_TOKEN"),
                    entry("switchboard.ai.max-context-messages", "MAX_CONTEXT_MESSAGES"),
                    entry("switchboard.ingress.replay-token", "SWITCHBOARD_API_TOKEN"),
                    entry("switchboard.numbers.twilio", "TWILIO_WHATSAPP_NUMBER"),
                    entry("switchboard.numbers.meta", "WHATSAPP_PHONE_NUMBER_ID"),
                    entry("switchboard.session.ttl", "CONVERSATION_TTL"),
                    entry("switchboard.twilio.max-text-length", "MAX_SMS_CHARS"),
                    entry("switchboard.whatsapp.verify-token", "VERIFY_TOKEN"));

    /** Older names, read where the newer one is not set. */
    static final Map<String, String> OLDER =
            Map.of(
                    "AI_API_KEY", "GOOGLE_API_KEY",
                    "DATABASE_URL", "DB_URL",
                    "REDIS_URL", "REDIS_URI",
                    "TWILIO_WHATSAPP_NUMBER", "TWILIO_FROM_NUMBER");

    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        if (VARIABLE.matcher(name).matches()) {
            return read(context, name).orElse(null);
        }
        return Optional.of(name)
                .filter(key -> key.startsWith(PREFIX) && !OF_A_SERVICE.matcher(key).matches())
                .flatMap(key -> read(context, variable(key)))
                .map(value -> value.withName(name))
                .orElseGet(() -> context.proceed(name));
    }

    private static Optional<ConfigValue> read(
            ConfigSourceInterceptorContext context, String variable) {
        return Optional.ofNullable(context.proceed(variable))
                .filter(value -> value.getValue() != null && !value.getValue().isBlank())
                .or(() ->
                        Optional.ofNullable(OLDER.get(variable))
                                .flatMap(older -> read(context, older)));
    }

    /** Returns the environment variable of a property. */
    static String variable(String key) {
        return FAMILIAR.getOrDefault(
                key,
                key.substring(PREFIX.length())
                        .replace('.', '_')
                        .replace('-', '_')
                        .toUpperCase(Locale.ROOT));
    }
}

package dev.switchboard.operator.setting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.chassis.config.SecretRules;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.api.TextLimits;
import dev.switchboard.transcript.setting.AiProfile;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of a new or changed AI profile; what is absent has its default. */
public record AiProfileRequest(
        @Schema(examples = "main") @NotBlank @Size(max = TextLimits.NAME) String name,
        @Schema(description = "spelling of AI_PROVIDER", examples = "gemini")
                @NotBlank
                @Size(max = TextLimits.NAME)
                String provider,
        @Schema(description = "the provider's default if absent", examples = "gemini-2.5-flash")
                @Pattern(
                        regexp = "(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,199}",
                        message = "must be a model's name: letters, digits and . _ : / @ + -")
                @Nullable String model,
        @Schema(description = "as AI_BASE_URL; the provider's own if absent")
                @Size(max = TextLimits.URL)
                @Nullable String baseUrl,
        @Schema(
                        description =
                                "key of the provider's API, which is never shown again; absent: as"
                                    + " it was; empty: none. Needed again where provider or baseUrl"
                                    + " change")
                @Size(max = TextLimits.KEY)
                @Nullable String key,
        @Schema(description = "1000 if absent") @Min(1) @Max(1_000_000) @Nullable Integer maxTokens,
        @Schema(
                        description = "0 to 2, 0.7 if absent; null where the model takes none",
                        type = SchemaType.NUMBER,
                        implementation = Double.class,
                        nullable = true)
                @Nullable JsonNode temperature,
        @Schema(description = "as AI_THINKING_BUDGET; the model's own if absent")
                @Min(-1)
                @Max(1_000_000)
                @Nullable Integer thinkingBudget,
        @Schema(description = "of a single request, PT60S if absent", examples = "PT60S")
                @Size(max = TextLimits.NAME)
                @Nullable String timeout,
        @Schema(description = "1000 if absent") @Min(1) @Max(10_000)
                @Nullable Integer maxConcurrentCalls,
        @Schema(
                        description =
                                "profiles that are asked in this one's place when it fails, in this"
                                    + " order, each followed by its own; none may lead back here")
                @Size(max = 5, message = "must have at most {max} entries")
                @Nullable List<@NotNull UUID> fallbacks,
        @Schema(description = "true if absent; one that is not active answers nobody")
                @Nullable Boolean active,
        @Schema(description = "in place of the price list's; those if absent") @Valid
                @Nullable PricesBody prices) {
    private static final int DEFAULT_MAX_TOKENS = 1000;
    private static final double DEFAULT_TEMPERATURE = 0.7;
    private static final int MAX_TEMPERATURE = 2;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);
    private static final int DEFAULT_MAX_CONCURRENT_CALLS = 1000;

    /**
     * @throws RefusedRequest naming the field that cannot be read
     */
    AiProfile.Values values() {
        return new AiProfile.Values(
                name.strip(),
                readProvider(),
                readModel(),
                readBaseUrl(),
                maxTokens == null ? DEFAULT_MAX_TOKENS : maxTokens,
                readTemperature(),
                thinkingBudget == null ? OptionalInt.empty() : OptionalInt.of(thinkingBudget),
                readTimeout(),
                maxConcurrentCalls == null ? DEFAULT_MAX_CONCURRENT_CALLS : maxConcurrentCalls,
                fallbacks == null ? List.of() : fallbacks.stream().distinct().toList(),
                active == null || active,
                Optional.ofNullable(prices).map(PricesBody::price));
    }

    private String readProvider() {
        if (!AiProfile.PROVIDERS.contains(provider.strip())) {
            throw RefusedRequest.invalid(
                    "provider",
                    "provider must be one of: "
                            + AiProfile.PROVIDERS.stream()
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        return provider.strip();
    }

    private Optional<String> readModel() {
        if (model == null && AiProfile.WITHOUT_DEFAULT_MODEL.contains(provider.strip())) {
            throw RefusedRequest.invalid(
                    "model", "model must be set for the provider " + provider.strip());
        }
        return Optional.ofNullable(model);
    }

    private Optional<String> readBaseUrl() {
        if (baseUrl == null || baseUrl.isBlank()) {
            if (AiProfile.WITHOUT_BASE_URL.contains(provider.strip())) {
                throw RefusedRequest.invalid(
                        "baseUrl", "baseUrl must be set for the provider " + provider.strip());
            }
            return Optional.empty();
        }
        var url = baseUrl.strip();
        if (!isHttp(url)) {
            throw RefusedRequest.invalid(
                    "baseUrl", "baseUrl must be an http or https URL without login or query");
        }
        if (SecretRules.isTlsMissing(url)) {
            throw RefusedRequest.invalid(
                    "baseUrl", "baseUrl must be an https URL (http in your own network alone)");
        }
        return Optional.of(url);
    }

    private static boolean isHttp(String text) {
        try {
            var url = URI.create(text);
            return url.getHost() != null
                    && String.valueOf(url.getScheme()).matches("https?")
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private OptionalDouble readTemperature() {
        if (temperature == null) {
            return OptionalDouble.of(DEFAULT_TEMPERATURE);
        }
        if (temperature.isNull()) {
            return OptionalDouble.empty();
        }
        var value = temperature.asDouble(-1);
        if (!temperature.isNumber() || !(value >= 0 && value <= MAX_TEMPERATURE)) {
            throw RefusedRequest.invalid(
                    "temperature", "temperature must be a number from 0 to 2, or null");
        }
        return OptionalDouble.of(value);
    }

    private Duration readTimeout() {
        if (timeout == null || timeout.isBlank()) {
            return DEFAULT_TIMEOUT;
        }
        try {
            var read = Duration.parse(timeout.strip());
            if (read.compareTo(Duration.ofMillis(1)) >= 0 && read.compareTo(MAX_TIMEOUT) <= 0) {
                return read;
            }
        } catch (DateTimeParseException e) {
            // Refused below.
        }
        throw RefusedRequest.invalid(
                "timeout", "timeout must be an ISO-8601 duration such as PT60S, at most PT10M");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "AiProfileRequest[" + name + "]";
    }
}

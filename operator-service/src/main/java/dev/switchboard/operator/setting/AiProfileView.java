package dev.switchboard.operator.setting;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.SealedKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An AI profile as the API shows it.
 *
 * @param version for {@code If-Match}
 * @param temperature null where none is sent
 * @param timeout an ISO-8601 duration
 * @param prices in place of the price list's
 */
@Schema(name = "AiProfile")
public record AiProfileView(
        UUID id,
        long version,
        String name,
        String provider,
        Optional<String> model,
        Optional<String> baseUrl,
        KeyView key,
        int maxTokens,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double temperature,
        OptionalInt thinkingBudget,
        @Schema(examples = "PT1M") String timeout,
        int maxConcurrentCalls,
        List<UUID> fallbacks,
        boolean active,
        Optional<PricesBody> prices) {

    /**
     * A key, which is never shown.
     *
     * @param set false if there is none
     * @param hint its last characters
     */
    @Schema(name = "AiProfileKey")
    public record KeyView(boolean set, @Schema(examples = "…1234") Optional<String> hint) {}

    /** All AI profiles, the first written first. */
    @Schema(name = "AiProfiles")
    public record All(List<AiProfileView> aiProfiles) {}

    static AiProfileView of(AiProfile profile) {
        var values = profile.values();
        return new AiProfileView(
                profile.id(),
                profile.version(),
                values.name(),
                values.provider(),
                values.model(),
                values.baseUrl(),
                new KeyView(profile.key().isPresent(), profile.key().map(SealedKey::hint)),
                values.maxTokens(),
                values.temperature().isPresent() ? values.temperature().getAsDouble() : null,
                values.thinkingBudget(),
                values.timeout().toString(),
                values.maxConcurrentCalls(),
                values.fallbacks(),
                values.active(),
                values.prices().map(PricesBody::of));
    }
}

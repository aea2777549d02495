package dev.switchboard.operator.setting;

import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.api.TextLimits;
import dev.switchboard.transcript.setting.Persona;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of a new or changed persona. */
public record PersonaRequest(
        @Schema(examples = "pizzeria") @NotBlank @Size(max = TextLimits.NAME) String name,
        @Schema(
                        description = "who the model is; needed where there is no prompt",
                        examples = "You are Zed of the pizzeria.")
                @Size(max = TextLimits.MESSAGE)
                @Nullable String persona,
        @Schema(
                        description = "what it is to do; needed where there is no persona",
                        examples = "Take orders. Be brief.")
                @Size(max = TextLimits.MESSAGE)
                @Nullable String prompt,
        @Schema(description = "those whom it answers; nobody if absent") @Valid
                @Nullable AudienceBody audience,
        @Schema(description = "AI profile; the first active one if absent") @Nullable UUID profile,
        @Schema(
                        description =
                                "language tag, or customer, the default, for the customer's own",
                        examples = "pt-BR")
                @Size(max = TextLimits.NAME)
                @Nullable String language,
        @Schema(description = "messages before the turn; MAX_CONTEXT_MESSAGES if absent")
                @Min(1)
                @Max(100)
                @Nullable Integer contextMessages) {

    /**
     * @throws RefusedRequest naming the field that cannot be read
     */
    Persona.Values values() {
        if (text(persona).isEmpty() && text(prompt).isEmpty()) {
            throw RefusedRequest.invalid("prompt", "prompt is missing, and so is persona");
        }
        return new Persona.Values(
                name.strip(),
                text(persona),
                text(prompt),
                audience == null ? List.of() : audience.audiences(),
                Optional.ofNullable(profile),
                LanguageTag.read(language),
                contextMessages == null ? OptionalInt.empty() : OptionalInt.of(contextMessages));
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}

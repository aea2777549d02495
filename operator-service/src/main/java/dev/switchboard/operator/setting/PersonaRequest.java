package dev.switchboard.operator.setting;

import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.api.TextLimits;
import dev.switchboard.transcript.setting.Persona;
import dev.switchboard.transcript.setting.PersonaRules;
import dev.switchboard.transcript.setting.PersonaRules.Answer;
import dev.switchboard.transcript.setting.PersonaRules.Debug;
import dev.switchboard.transcript.setting.PersonaRules.Unlisted;
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
                @Nullable Integer contextMessages,
        @Schema(
                        description =
                                "everyone, the default, or listed: only the customers of its"
                                        + " audience are answered")
                @Nullable Answer answer,
        @Schema(
                        description =
                                "messages of customers who are not listed are kept, the default,"
                                        + " for operators, or dropped: not stored while the AI has"
                                        + " the conversation")
                @Nullable Unlisted unlisted,
        @Schema(description = "SESSION_MODE if absent") @Valid @Nullable SessionBody session,
        @Schema(
                        description =
                                "turns of a customer that are answered within a minute, 0 for no"
                                        + " limit; RATE_LIMITER_MAX_REQUESTS_PER_MINUTE if absent")
                @Min(0)
                @Max(10_000)
                @Nullable Integer maxTurnsPerMinute,
        @Schema(
                        description =
                                "tokens in the messages before the turn; AI_MAX_CONTEXT_TOKENS if"
                                        + " absent")
                @Min(1)
                @Max(1_000_000)
                @Nullable Integer contextTokens,
        @Schema(
                        description =
                                "those who are shown what a reply was made of: off, the default,"
                                        + " operators, or customer, who gets it as a message")
                @Nullable Debug debug,
        @Schema(
                        description =
                                "minutes for which the answer to a session's first question is"
                                        + " given to whoever asks the same; no cache if absent")
                @Min(1)
                @Max(1440)
                @Nullable Integer cacheMinutes) {

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
                optional(contextMessages),
                rules());
    }

    private PersonaRules rules() {
        return new PersonaRules(
                answer == null ? Answer.EVERYONE : answer,
                unlisted == null ? Unlisted.KEPT : unlisted,
                Optional.ofNullable(session).map(SessionBody::read),
                optional(maxTurnsPerMinute),
                optional(contextTokens),
                debug == null ? Debug.OFF : debug,
                optional(cacheMinutes));
    }

    private static OptionalInt optional(@Nullable Integer given) {
        return given == null ? OptionalInt.empty() : OptionalInt.of(given);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}

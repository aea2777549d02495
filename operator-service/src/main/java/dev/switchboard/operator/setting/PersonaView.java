package dev.switchboard.operator.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.transcript.setting.Persona;
import dev.switchboard.transcript.setting.Persona.AudienceKind;
import dev.switchboard.transcript.setting.PersonaIndex.Match;
import dev.switchboard.transcript.setting.PersonaRules.Answer;
import dev.switchboard.transcript.setting.PersonaRules.Debug;
import dev.switchboard.transcript.setting.PersonaRules.Unlisted;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A persona as the API shows it.
 *
 * @param version for {@code If-Match}
 * @param language a tag, or {@code customer}
 */
@Schema(name = "Persona")
public record PersonaView(
        UUID id,
        long version,
        String name,
        String persona,
        String prompt,
        AudienceBody audience,
        Optional<UUID> profile,
        @Schema(examples = "customer") String language,
        OptionalInt contextMessages,
        Answer answer,
        Unlisted unlisted,
        Optional<SessionBody> session,
        OptionalInt maxTurnsPerMinute,
        OptionalInt contextTokens,
        Debug debug,
        OptionalInt cacheMinutes) {

    /** All personas, by name. */
    @Schema(name = "Personas")
    public record All(List<PersonaView> personas) {}

    /**
     * The persona that is in force for a customer and a business number.
     *
     * @param match the part of its audience for which it is in force
     * @param address the customer or business number there
     * @param customer what becomes of the customer's messages
     * @param persona absent where the environment of ai-worker sets it
     */
    @Schema(name = "EffectivePersona")
    public record Effective(
            Source source,
            Optional<AudienceKind> match,
            Optional<String> address,
            Treatment customer,
            Optional<PersonaView> persona) {}

    /** Treatment of a customer. */
    public enum Treatment {
        @JsonProperty("answered")
        ANSWERED,
        /** Not listed, and left to operators. */
        @JsonProperty("kept")
        KEPT,
        /** Not listed, and not stored. */
        @JsonProperty("dropped")
        DROPPED
    }

    /** Origin of a persona. */
    public enum Source {
        @JsonProperty("database")
        DATABASE,
        @JsonProperty("environment")
        ENVIRONMENT
    }

    static PersonaView of(Persona persona) {
        var values = persona.values();
        var rules = values.rules();
        return new PersonaView(
                persona.id(),
                persona.version(),
                values.name(),
                values.persona(),
                values.prompt(),
                AudienceBody.of(values.audience()),
                values.profile(),
                values.language().orElse(LanguageTag.OF_CUSTOMER),
                values.contextMessages(),
                rules.answer(),
                rules.unlisted(),
                rules.session().map(SessionBody::of),
                rules.maxTurnsPerMinute(),
                rules.contextTokens(),
                rules.debug(),
                rules.cacheMinutes());
    }

    static Effective effective(@Nullable Match inForce) {
        return inForce == null
                ? new Effective(
                        Source.ENVIRONMENT,
                        Optional.empty(),
                        Optional.empty(),
                        Treatment.ANSWERED,
                        Optional.empty())
                : new Effective(
                        Source.DATABASE,
                        Optional.of(inForce.audience().kind()),
                        Optional.of(inForce.audience().address()).filter(it -> !it.isEmpty()),
                        inForce.unlisted().map(PersonaView::treatment).orElse(Treatment.ANSWERED),
                        Optional.of(of(inForce.persona())));
    }

    private static Treatment treatment(Unlisted unlisted) {
        return switch (unlisted) {
            case KEPT -> Treatment.KEPT;
            case DROPPED -> Treatment.DROPPED;
        };
    }
}

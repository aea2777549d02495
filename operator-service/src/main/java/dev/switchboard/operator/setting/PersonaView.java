package dev.switchboard.operator.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.transcript.setting.Persona;
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
        OptionalInt contextMessages) {

    /** All personas, by name. */
    @Schema(name = "Personas")
    public record All(List<PersonaView> personas) {}

    /**
     * The persona that is in force for a customer and a business number.
     *
     * @param persona absent where the environment of ai-worker sets it
     */
    @Schema(name = "EffectivePersona")
    public record Effective(Source source, Optional<PersonaView> persona) {}

    /** Origin of a persona. */
    public enum Source {
        @JsonProperty("database")
        DATABASE,
        @JsonProperty("environment")
        ENVIRONMENT
    }

    static PersonaView of(Persona persona) {
        var values = persona.values();
        return new PersonaView(
                persona.id(),
                persona.version(),
                values.name(),
                values.persona(),
                values.prompt(),
                AudienceBody.of(values.audience()),
                values.profile(),
                values.language().orElse(LanguageTag.OF_CUSTOMER),
                values.contextMessages());
    }

    static Effective effective(@Nullable Persona inForce) {
        return inForce == null
                ? new Effective(Source.ENVIRONMENT, Optional.empty())
                : new Effective(Source.DATABASE, Optional.of(of(inForce)));
    }
}

package dev.switchboard.transcript.setting;

import dev.switchboard.transcript.setting.Persona.Audience;
import dev.switchboard.transcript.setting.Persona.AudienceKind;
import dev.switchboard.transcript.setting.PersonaRules.Answer;
import dev.switchboard.transcript.setting.PersonaRules.Unlisted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Personas by those whom they answer. */
public final class PersonaIndex {
    private final Map<Audience, Persona> byAudience;

    public PersonaIndex(List<Persona> personas) {
        var all = new HashMap<Audience, Persona>();
        for (var persona : personas) {
            persona.values().audience().forEach(audience -> all.put(audience, persona));
        }
        byAudience = Map.copyOf(all);
    }

    /** True where the environment's persona answers everybody. */
    public boolean isEmpty() {
        return byAudience.isEmpty();
    }

    /**
     * Persona that is in force.
     *
     * @param audience the part of its audience for which it is
     */
    public record Match(Persona persona, Audience audience) {

        /** Treatment of a customer whom the persona does not answer; empty if it does. */
        public Optional<Unlisted> unlisted() {
            var rules = persona.values().rules();
            return rules.answer() == Answer.LISTED && audience.kind() != AudienceKind.CUSTOMER
                    ? Optional.of(rules.unlisted())
                    : Optional.empty();
        }
    }

    /**
     * Returns the persona that is in force: the customer's, else the business number's, else the
     * default one; empty if there is none of them.
     *
     * @param customer the canonical address, if known
     * @param business keys of the business number; none if it is not known
     */
    public Optional<Match> match(@Nullable String customer, List<String> business) {
        return Stream.of(
                        Stream.ofNullable(customer).map(Audience::ofCustomer),
                        business.stream().map(Audience::ofBusiness),
                        Stream.of(Audience.DEFAULT))
                .flatMap(audiences -> audiences)
                .flatMap(audience ->
                        Stream.ofNullable(byAudience.get(audience))
                                .map(persona -> new Match(persona, audience)))
                .findFirst();
    }
}

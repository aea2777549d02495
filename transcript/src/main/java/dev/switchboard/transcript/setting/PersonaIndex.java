package dev.switchboard.transcript.setting;

import dev.switchboard.transcript.setting.Persona.Audience;
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

    /**
     * Returns the persona that is in force: the customer's, else the business number's, else the
     * default one; empty if there is none of them.
     *
     * @param customer the canonical address, if known
     * @param business keys of the business number; none if it is not known
     */
    public Optional<Persona> find(@Nullable String customer, List<String> business) {
        return Stream.of(
                        Stream.ofNullable(customer).map(Audience::ofCustomer),
                        business.stream().map(Audience::ofBusiness),
                        Stream.of(Audience.DEFAULT))
                .flatMap(audiences -> audiences)
                .flatMap(audience -> Stream.ofNullable(byAudience.get(audience)))
                .findFirst();
    }
}

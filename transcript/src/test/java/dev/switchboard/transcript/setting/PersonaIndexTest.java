package dev.switchboard.transcript.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.transcript.setting.Persona.Audience;
import dev.switchboard.transcript.setting.PersonaIndex.Match;
import dev.switchboard.transcript.setting.PersonaRules.Answer;
import dev.switchboard.transcript.setting.PersonaRules.Debug;
import dev.switchboard.transcript.setting.PersonaRules.Unlisted;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonaIndexTest {
    private static final String CUSTOMER = "+4915112345678";
    private static final List<String> BUSINESS = List.of("14155238886");

    private final PersonaIndex index =
            new PersonaIndex(
                    List.of(
                            persona("default", Audience.DEFAULT),
                            persona("business", Audience.ofBusiness("14155238886")),
                            persona("customer", Audience.ofCustomer(CUSTOMER))));

    @Test
    void customerGoesBeforeBusinessNumberBeforeDefault() {
        assertThat(name(index.match(CUSTOMER, BUSINESS))).contains("customer");
        assertThat(name(index.match("+4915100000000", BUSINESS))).contains("business");
        assertThat(name(index.match("+4915100000000", List.of("49301")))).contains("default");
        assertThat(name(index.match(null, List.of()))).contains("default");
    }

    @Test
    void withoutADefaultThereMayBeNone() {
        var ofOne = new PersonaIndex(List.of(persona("customer", Audience.ofCustomer(CUSTOMER))));

        assertThat(ofOne.match("+4915100000000", BUSINESS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "+1 (415) 523-8886, +14155238886, +14155238886",
        "whatsapp:+14155238886, +14155238886, +14155238886",
        "100000000000001, 100000000000001, +15559990000",
        "15559990000, 100000000000001, +15559990000",
        "+55 11 9 8765 4321, +5511987654321, +551187654321",
        "+15559990000, 100000000000001, +15559990000",
        "541234567890, 541234567890, +15559990000"
    })
    void businessNumberIsFoundByItsPhoneNumberOrItsId(String written, String id, String phone) {
        assertThat(BusinessKey.allOf(new BusinessNumber(id, phone)))
                .contains(BusinessKey.of(written));
    }

    @Test
    void idIsNotTakenForAPhoneNumber() {
        assertThat(BusinessKey.of("100000000000001")).isNotEqualTo(BusinessKey.of("100000000001"));
    }

    @Test
    void personaOfListedCustomersTellsWhatBecomesOfTheOthers() {
        // Given
        var listed =
                new PersonaIndex(
                        List.of(
                                persona(
                                        "shop",
                                        List.of(
                                                Audience.ofCustomer(CUSTOMER),
                                                Audience.ofBusiness("14155238886")),
                                        Answer.LISTED)));

        // Then
        assertThat(listed.match(CUSTOMER, BUSINESS).orElseThrow().unlisted()).isEmpty();
        assertThat(listed.match("+4915100000000", BUSINESS).orElseThrow().unlisted())
                .contains(Unlisted.DROPPED);
        assertThat(index.match("+4915100000000", BUSINESS).orElseThrow().unlisted()).isEmpty();
    }

    private static Optional<String> name(Optional<Match> found) {
        return found.map(match -> match.persona().values().name());
    }

    private static Persona persona(String name, Audience audience) {
        return persona(name, List.of(audience), Answer.EVERYONE);
    }

    private static Persona persona(String name, List<Audience> audience, Answer answer) {
        return new Persona(
                UUID.randomUUID(),
                1,
                new Persona.Values(
                        name,
                        "You are " + name,
                        "",
                        audience,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        new PersonaRules(
                                answer,
                                Unlisted.DROPPED,
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                Debug.OFF,
                                OptionalInt.empty())));
    }
}

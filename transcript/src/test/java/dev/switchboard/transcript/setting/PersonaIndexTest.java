package dev.switchboard.transcript.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.transcript.setting.Persona.Audience;
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
        assertThat(name(index.find(CUSTOMER, BUSINESS))).contains("customer");
        assertThat(name(index.find("+4915100000000", BUSINESS))).contains("business");
        assertThat(name(index.find("+4915100000000", List.of("49301")))).contains("default");
        assertThat(name(index.find(null, List.of()))).contains("default");
    }

    @Test
    void withoutADefaultThereMayBeNone() {
        var ofOne = new PersonaIndex(List.of(persona("customer", Audience.ofCustomer(CUSTOMER))));

        assertThat(ofOne.find("+4915100000000", BUSINESS)).isEmpty();
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

    private static Optional<String> name(Optional<Persona> found) {
        return found.map(persona -> persona.values().name());
    }

    private static Persona persona(String name, Audience audience) {
        return new Persona(
                UUID.randomUUID(),
                1,
                new Persona.Values(
                        name,
                        "You are " + name,
                        "",
                        List.of(audience),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty()));
    }
}

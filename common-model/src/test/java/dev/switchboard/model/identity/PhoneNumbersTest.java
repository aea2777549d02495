package dev.switchboard.model.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "+15550001111, +15550001111",
        "15550001111, +15550001111",
        "whatsapp:+15550001111, +15550001111",
        "whatsapp:15550001111, +15550001111",
        "15550001111@s.whatsapp.net, +15550001111",
        "+1 555 000 1111, +15550001111",
        "+49 (151) 234-56789, +4915123456789",
        "+553187654321, +5531987654321",
        "+5531987654321, +5531987654321",
        "+553133334444, +553133334444",
    })
    void oneNumberHasOneFormHoweverItIsWritten(String written, String canonical) {
        // When
        var read = PhoneNumbers.canonical(written);

        // Then
        assertThat(read).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "US.9001",
                "whatsapp:",
                "12",
                "+0000",
                "not a number",
                "123456789012345678"
            })
    void whatIsNoPhoneNumberIsRefused(String written) {
        // When
        var read = PhoneNumbers.canonical(written);

        // Then
        assertThat(read).isEmpty();
    }
}

package dev.switchboard.common.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Spellings: Brazil, Mexico, Argentina, Ivory Coast, Benin. Not merged: Vietnam's and Gabon's
 * changes of numbers, whose old numbers WhatsApp did not keep as far as is known. Pasted:
 * characters that a chat, a contact card, a web page, a spreadsheet or a right-to-left keyboard
 * puts around a number.
 */
class PhoneNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "+15550001111, +15550001111",
        "15550001111, +15550001111",
        "whatsapp:+15550001111, +15550001111",
        "whatsapp:15550001111, +15550001111",
        "WhatsApp:+15550001111, +15550001111",
        "15550001111@s.whatsapp.net, +15550001111",
        "15550001111:7@s.whatsapp.net, +15550001111",
        "15550001111@c.us, +15550001111",
        "+1 555 000 1111, +15550001111",
        "+49 (151) 234-56789, +4915123456789",
        "+49 (0)151 23456789, +4915123456789",
        "0049 151 23456789, +4915123456789",
        "+0049 151 23456789, +4915123456789",
        "tel:+49-151-23456789, +4915123456789",
        "tel:+4915123456789;ext=5, +4915123456789",
        "https://wa.me/4915123456789, +4915123456789",
        "wa.me/+4915123456789?text=Hello%20there, +4915123456789",
        "https://api.whatsapp.com/send?phone=%2B4915123456789&text=Hi, +4915123456789",
        "https://web.whatsapp.com/send/?text=Hi&phone=4915123456789, +4915123456789",
        "whatsapp://send?phone=4915123456789, +4915123456789",
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
                "\u202A+49 151 23456789\u202C",
                "\u2066+4915123456789\u2069",
                "\u2068+49\u2069 151 \u200E23456789\u200F",
                "\u202D+49 151\u202E\u202C23456789",
                "\uFEFF+49\u200B151\u200C234\u200D567\u206089",
                "+49\u00A0151\u202F234\u2007567\u200989",
                "+49\u3000151\t23456789\r\n",
                "+49\u2011151\u2010234\u2013567\u201489",
                "+49\u2212151\uFE63234\uFF0D567\u00B789",
                "\uFF0B\uFF14\uFF19\uFF08\uFF11\uFF15\uFF11\uFF09\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17\uFF18\uFF19",
                "+\u0664\u0669\u0661\u0665\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669",
                "+\u06F4\u06F9\u06F1\u06F5\u06F1\u06F2\u06F3\u06F4\u06F5\u06F6\u06F7\u06F8\u06F9",
                "+\u096A\u096F\u0967\u096B\u0967\u0968\u0969\u096A\u096B\u096C\u096D\u096E\u096F",
                "'+4915123456789",
                "\u201C+49 151 23456789\u201D",
                "+49.151.234/56789",
                "(+49) 151 23456789",
                "+49 151 23456789,",
                "\u00AD+49151\u061C23456789",
                "\u202Awhatsapp:+49 151 23456789\u202C",
            })
    void numberIsFoundAmongPastedCharacters(String pasted) {
        // When
        var read = PhoneNumbers.read(pasted);

        // Then
        assertThat(read).contains(new PhoneNumber("+4915123456789", "+4915123456789"));
    }

    @ParameterizedTest
    @CsvSource({
        "+553187654321, +5531987654321",
        "+5531987654321, +5531987654321",
        "+551171234567, +5511971234567",
        "+551176234567, +5511976234567",
        "+551161234567, +5511961234567",
        "+551191234567, +5511991234567",
        "+5215512345678, +525512345678",
        "+525512345678, +525512345678",
        "+52 1 33 1234 5678, +523312345678",
        "+52 044 55 1234 5678, +525512345678",
        "+5491154933738, +5491154933738",
        "+541154933738, +5491154933738",
        "+54 11 15 5493 3738, +5491154933738",
        "+54 9 351 123 4567, +5493511234567",
        "+54 351 15 123 4567, +5493511234567",
        "+54 351 123 4567, +5493511234567",
        "+22507123456, +2250707123456",
        "+22545123456, +2250545123456",
        "+22501123456, +2250101123456",
        "+2250707123456, +2250707123456",
        "+22997123456, +2290197123456",
        "+2290197123456, +2290197123456",
    })
    void everySpellingOfANumberIsOneCustomerAndIsKept(String written, String canonical) {
        // When
        var read = PhoneNumbers.read(written).orElseThrow();

        // Then
        assertThat(read.canonical()).isEqualTo(canonical);
        assertThat(read.spelling()).isEqualTo("+" + written.replaceAll("\\D", ""));
    }

    @ParameterizedTest
    @CsvSource({
        // Fixed lines of Brazil have eight digits for good.
        "+553133334444, +5531933334444",
        // Its trunked radio had numbers of eight digits beside mobiles of nine.
        "+551170123456, +5511970123456",
        "+551177123456, +5511977123456",
        "+551178123456, +5511978123456",
        "+551179123456, +5511979123456",
        // No other country has the ninth digit.
        "+4915123456789, +49915123456789",
        // Toll-free in Argentina, and short numbers.
        "+548005551234, +5498005551234",
        "+52155123, +5255123",
        // Ivory Coast's fixed lines kept another order.
        "+2252721234567, +2250721234567",
        // Italy's zero is part of the number.
        "+390612345678, +39612345678",
        "+15550001111, +15550001112",
    })
    void numbersOfTwoSubscribersStayTwo(String one, String other) {
        // When
        var first = PhoneNumbers.canonical(one);
        var second = PhoneNumbers.canonical(other);

        // Then
        assertThat(first).isPresent().isNotEqualTo(second);
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
                "123456789012345678",
                "messenger:4915123456789",
                "rcs:4915123456789",
                "4915123456789@lid",
                "4915123456789@g.us",
                "+49 151 23456789 ext. 5",
                "+49 151 23456789, +49 151 99999999",
                "+49 151 +23456789",
                "https://wa.me/message/ABCDEFGH123",
                "https://example.com/4915123456789",
                "+49\u0000151 23456789",
                "\u202A\u202C",
            })
    void textThatIsNoPhoneNumberIsRefused(String written) {
        // When
        var read = PhoneNumbers.canonical(written);

        // Then
        assertThat(read).isEmpty();
    }

    @Test
    void veryLongTextIsRefused() {
        // When
        var read = PhoneNumbers.canonical("1".repeat(3_000_000));

        // Then
        assertThat(read).isEmpty();
    }
}

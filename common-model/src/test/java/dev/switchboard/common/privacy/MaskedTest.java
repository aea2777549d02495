package dev.switchboard.common.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {

    @ParameterizedTest
    @CsvSource({"+4915123456789, +49*********89", "US.9001, US.**01", "12345, *****"})
    void anAddressKeepsOnlyItsEnds(String address, String masked) {
        assertThat(Masked.address(address)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "Key (customer)=(+4915123456789) exists, Key (customer)=(+49*********89) exists",
        "BURST_QUIET_PERIOD_14155238886, BURST_QUIET_PERIOD_141******86",
        "part 7b0d2f64-3c7e-5d11-8a21-000000000001.2, part"
                + " 7b0d2f64-3c7e-5d11-8a21-000000000001.2",
        "HTTP 503 after 30000 ms, HTTP 503 after 30000 ms"
    })
    void numbersWithinATextAreMaskedAndIdsAreNot(String text, String masked) {
        assertThat(Masked.numbersIn(text)).isEqualTo(masked);
    }
}

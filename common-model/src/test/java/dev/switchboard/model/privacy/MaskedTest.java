package dev.switchboard.model.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {

    @ParameterizedTest
    @CsvSource({"+4915123456789, +49*********89", "US.9001, US.**01", "12345, *****"})
    void anAddressKeepsOnlyItsEnds(String address, String masked) {
        assertThat(Masked.address(address)).isEqualTo(masked);
    }
}

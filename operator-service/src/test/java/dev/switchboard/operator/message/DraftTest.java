package dev.switchboard.operator.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.operator.api.RefusedRequest;
import org.junit.jupiter.api.Test;

class DraftTest {

    @Test
    void whiteSpaceAroundTheTextIsStripped() {
        assertThat(Draft.of(requestWith(" \n Hello,\n Ana ")).text()).isEqualTo("Hello,\n Ana");
    }

    @Test
    void messageWithoutAnythingToSendIsRefused() {
        assertThatExceptionOfType(RefusedRequest.class)
                .isThrownBy(() -> Draft.of(requestWith(" \n")));
    }

    private static OperatorMessageRequest requestWith(String text) {
        return new OperatorMessageRequest("+4915112345678", text, null, null, null, null);
    }
}

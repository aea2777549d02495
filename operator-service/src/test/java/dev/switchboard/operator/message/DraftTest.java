package dev.switchboard.operator.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.operator.problem.RefusedRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DraftTest {

    @Test
    void whatSurroundsTheWordsIsLeftOut() {
        assertThat(Draft.of(saying(" \n Hello,\n Ana ")).text()).isEqualTo("Hello,\n Ana");
    }

    @Test
    void aMessageOfNothingThatCanBeSentIsRefused() {
        assertThatExceptionOfType(RefusedRequest.class).isThrownBy(() -> Draft.of(saying(" \n")));
    }

    private static OperatorMessageRequest saying(String text) {
        return new OperatorMessageRequest(
                Optional.empty(),
                Optional.of(text),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}

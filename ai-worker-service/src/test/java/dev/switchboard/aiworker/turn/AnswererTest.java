package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswererTest {
    @Test
    void answerWhoseFormattingFailsStaysAsItIs() {
        assertThat(Answerer.formatted("**Hi**", words -> List.<String>of().getFirst()))
                .isEqualTo("**Hi**");
    }
}

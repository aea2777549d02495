package dev.switchboard.aiworker.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerSourceTest {
    @Test
    void answerWhoseFormattingFailsStaysAsItIs() {
        assertThat(AnswerSource.formatted("**Hi**", text -> List.<String>of().getFirst()))
                .isEqualTo("**Hi**");
    }
}

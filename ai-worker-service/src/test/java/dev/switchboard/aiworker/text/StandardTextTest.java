package dev.switchboard.aiworker.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.languagemodel.FailureCode;
import org.junit.jupiter.api.Test;

class StandardTextTest {

    @Test
    void textsThatUsersKnowAreUnchanged() {
        assertThat(StandardText.forFailure(FailureCode.OVERLOADED).defaultText())
                .isEqualTo(
                        "I'm having trouble connecting right now. Please try again in a moment.");
        assertThat(StandardText.forFailure(FailureCode.CONFIGURATION).defaultText())
                .isEqualTo("The service is temporarily unavailable. Please contact support.");
        assertThat(StandardText.TIMEOUT.defaultText())
                .isEqualTo("This is taking longer than expected. Let me try again...");
    }

    @Test
    void eachTextHasItsSetting() {
        assertThat(StandardText.AI_UNAVAILABLE.settingName()).isEqualTo("TEXT_AI_UNAVAILABLE");
    }
}

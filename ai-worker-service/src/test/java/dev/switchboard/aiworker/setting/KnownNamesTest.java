package dev.switchboard.aiworker.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.CustomText;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names that the API takes are those that the worker knows. */
class KnownNamesTest {

    @Test
    void apiTakesTheProvidersThatThereAre() {
        assertThat(Stream.of(ModelProvider.values()).map(ModelProvider::settingName))
                .containsExactlyInAnyOrderElementsOf(AiProfile.PROVIDERS);
    }

    @Test
    void apiTakesTheStandardTextsThatThereAre() {
        assertThat(Stream.of(StandardText.values()).map(StandardText::name))
                .containsExactlyInAnyOrderElementsOf(CustomText.NAMES);
    }
}

package dev.switchboard.aiworker.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.aiswitch.AiSwitch;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.CountedDatabase;
import dev.switchboard.testing.CountedDatabase.Cost;
import dev.switchboard.testing.LogLines;
import dev.switchboard.transcript.aicontrol.AiStateReader;
import dev.switchboard.transcript.aicontrol.AiSwitchStore;
import dev.switchboard.transcript.setting.CustomText;
import dev.switchboard.transcript.setting.CustomTextStore;
import dev.switchboard.transcript.setting.SettingChanges;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class AiStatePollerTest {
    private static final String NUMBER = "+15550008888";
    private static final Duration IN_FORCE = Duration.ofSeconds(20);
    private static final CustomText.Key TEXT = new CustomText.Key("STICKER", "", "");

    @Inject AiSwitch aiSwitch;
    @Inject AiSettings settings;
    @Inject AiStateReader state;
    @Inject AiSwitchStore switches;
    @Inject SettingChanges changes;
    @Inject CustomTextStore texts;
    @Inject CountedDatabase database;

    private final TestConversation theirs = TestConversation.ofNewCustomerOf(NUMBER);

    @AfterEach
    void asBefore() {
        database.comesBack();
        switches.set(NUMBER, true, "test", null);
        changes.write(version -> {
            texts.delete(TEXT);
            return version;
        });
        await().atMost(IN_FORCE).until(() -> isOn() && text().isEmpty());
    }

    @Test
    void settingsAndSwitchAreReadInOneStatement() throws InterruptedException {
        assertThat(CountedDatabase.costOf(state::read)).isEqualTo(new Cost(1, 1));
    }

    @Test
    void bothStayWhileTheDatabaseIsAwayWhichIsSaidOnce() {
        // Given
        switches.set(NUMBER, false, "test", null);
        write("No stickers, ever.");
        await().atMost(IN_FORCE).until(() -> !isOn() && text().equals("No stickers, ever."));
        try (var log = new LogLines(AiStatePoller.class)) {
            // When
            database.goesAway();

            // Then
            await().during(Duration.ofSeconds(4))
                    .atMost(IN_FORCE)
                    .until(() -> !isOn() && text().equals("No stickers, ever."));
            assertThat(log.lines()).singleElement().asString().startsWith("WARN");

            // When
            database.comesBack();
            switches.set(NUMBER, true, "test", null);
            write("Now and then.");

            // Then
            await().atMost(IN_FORCE).until(() -> isOn() && text().equals("Now and then."));
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().getLast())
                    .startsWith("INFO AI settings and switch readable again");
        }
    }

    private void write(String text) {
        var _ =
                changes.write(version -> {
                    texts.write(new CustomText(TEXT, version, text));
                    return version;
                });
    }

    private boolean isOn() {
        return aiSwitch.isOn(theirs.conversation().business());
    }

    private String text() {
        return settings.of(theirs.conversation()).text("STICKER").orElse("");
    }
}

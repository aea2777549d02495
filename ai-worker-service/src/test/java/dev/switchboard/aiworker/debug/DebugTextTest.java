package dev.switchboard.aiworker.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.transcript.debug.DebugEntry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebugTextTest {
    private final ConversationKey conversation = TestConversation.ofNewCustomer().conversation();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-a1b2c3d4e5f6g7h8i9j0k1l2",
                "sk-ant-api03-AAAAbbbbCCCC1111",
                "AIzaSyA1234567890abcdefghijklmnopq",
                "pplx-0123456789abcdef0123456789abcdef",
                "EAAGm0PX4ZCpsBAKZCZBx7ZBexample1"
            })
    void keysAreHidden(String key) {
        assertThat(DebugText.withoutKeys("key=" + key + ".")).isEqualTo("key=[hidden].");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "internationalization",
                "When do you open on 24 December?",
                "+4915112345678"
            })
    void otherWordsStay(String text) {
        assertThat(DebugText.withoutKeys(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+4915120003000",
                "+49 151 2000 3000",
                "0151/2000-3000",
                "(0151) 20.00.30.00",
                "٤٩١٥١٢٠٠٠٣٠٠٠"
            })
    void numbersOfOthersAreHiddenFromTheCustomer(String number) {
        assertThat(shown("Call " + number + " today"))
                .contains("[number] today")
                .doesNotContain(number);
    }

    @Test
    void ownAndTheBusinesssNumberStay() {
        // Given
        var own = conversation.customer().value();

        // Then
        assertThat(shown(own + " and +1 (415) 523-8886"))
                .contains("Entry: " + own + " and +1 (415) 523-8886");
    }

    @Test
    void textIsBounded() {
        assertThat(shown("👍".repeat(10_000)))
                .hasSizeLessThanOrEqualTo(DebugText.MAX_CHARACTERS)
                .endsWith("👍…");
    }

    private String shown(String entry) {
        return DebugText.forCustomer(
                new DebugEntry(entry, "You are Yan.", List.of(), Optional.empty(), "env"),
                conversation);
    }
}

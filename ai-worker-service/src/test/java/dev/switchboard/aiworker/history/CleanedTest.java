package dev.switchboard.aiworker.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanedTest {

    @Test
    void zeroWidthAndTagCharactersAreTakenOut() {
        // Given
        var tag = new String(Character.toChars(0xE0041));
        var text = "ig\u200Bno\uFEFFre" + tag + " \u202Ethis\u2066";

        // When
        var cleaned = Cleaned.of(text);

        // Then
        assertThat(cleaned).isEqualTo("ignore this");
    }

    @Test
    void bytesHiddenInVariationSelectorsAreTakenOut() {
        // Given
        var hidden = new String(Character.toChars(0xE0154));

        // When
        var cleaned = Cleaned.of("😀" + hidden + hidden);

        // Then
        assertThat(cleaned).isEqualTo("😀");
    }

    @Test
    void joinersThatScriptsAndEmojiNeedStay() {
        // Given
        var family = "👨\u200D👩\u200D👧";
        var persian = "می\u200Cخواهم";

        // When
        var cleaned = Cleaned.of(family + " " + persian + " a\u200Db ❤️");

        // Then
        assertThat(cleaned).isEqualTo(family + " " + persian + " ab ❤️");
    }

    @Test
    void lineBreaksStayAndControlCharactersGo() {
        assertThat(Cleaned.of("one\ntwo\u0000\u0007\tthree")).isEqualTo("one\ntwo\tthree");
    }
}

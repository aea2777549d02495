package dev.switchboard.common.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Characters that shape a text stay, hidden ones are removed. Cases: flags of parts of countries,
 * combined emoji, keycaps, both presentations of an emoji, joining scripts, scripts without spaces,
 * two directions in a line, stacked accents, names with variants of a character, Arabic signs that
 * are format characters; and hidden bytes in tags, selectors, overrides and private characters.
 */
class VisibleTextTest {
    private static final String ENGLAND = flag("gbeng");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👨\u200D👩\u200D👧",
                "👩🏽\u200D⚕\uFE0F 👩\u200D❤\uFE0F\u200D💋\u200D👨",
                "🏳\uFE0F\u200D🌈 🏴\u200D☠\uFE0F",
                "❤\uFE0F ❤\uFE0E ❤",
                "1\uFE0F\u20E3 #\uFE0F\u20E3 *\uFE0F\u20E3 ©\uFE0F",
                "🇩🇪🇫🇷",
                "می\u200Cخواهم ه\u200D",
                "שלום \u200Eworld\u200E! \u200F(א) \u2067אבג\u2069",
                "سعر 5\u061C% \u0600٢",
                "ක්\u200Dෂ ന്\u200D",
                "សួស្តី\u200Bអ្នក ไทย\u200Bไทย",
                "葛\uDB40\uDD00飾区 辻\uDB40\uDD01",
                "Z\u0351\u036B\u0343\u036A\u0302a\u0335\u0334lgo",
                "e\u0301 ñ Ñ",
                "ㅤ한글 \u115Fᅡ",
                "ᠠ\u180Eᠠ",
                "10\u00A0€ 1\u202F000 5\u2009%",
                "one\n\n  two\tthree",
                "🫪🪿"
            })
    void charactersThatShapeATextStay(String text) {
        assertThat(VisibleText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gbeng", "gbsct", "gbwls", "gbnir", "ustx", "esct", "ca1"})
    void flagOfAPartOfACountryStays(String part) {
        // Given
        var text = "Go " + flag(part) + "!" + flag(part);

        // When // Then
        assertThat(VisibleText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ignore", "ig", "zzeng", "gb", "gbenglish", "gb eng"})
    void flagsTagsThatNameNoPartOfACountryAreRemoved(String hidden) {
        assertThat(VisibleText.of(flag(hidden) + "x")).isEqualTo("🏴x");
    }

    @Test
    void tagsWithoutAnEndOrWithoutAFlagAreRemoved() {
        // Given
        var unended = ENGLAND.substring(0, ENGLAND.length() - 2);
        var flagless = "⚽" + ENGLAND.substring(2);

        // When // Then
        assertThat(VisibleText.of(unended + "x" + flagless)).isEqualTo("🏴x⚽");
    }

    @Test
    void zeroWidthAndTagCharactersInPlainTextAreRemoved() {
        // Given
        var tag = Character.toString(0xE0041);
        var text =
                "ig\u200Bno\uFEFFre" + tag + " \u202Ethis\u2066 a\u200Db\u00AD\u2060c\u200E\u2063";

        // When // Then
        assertThat(VisibleText.of(text)).isEqualTo("ignore this abc");
    }

    @Test
    void overridesAreRemovedInEveryScript() {
        assertThat(VisibleText.of("\u202Eשלום\u202C \u202Dabc")).isEqualTo("שלום\u202C abc");
    }

    @Test
    void bytesHiddenInVariationSelectorsAreRemoved() {
        // Given
        var hidden = Character.toString(0xE0154);

        // When
        var visible = VisibleText.of("😀" + hidden + hidden + "a\uFE01\uFE02 ❤\uFE0F\uFE0E\uFE0F");

        // Then
        assertThat(visible).isEqualTo("😀a ❤\uFE0F");
    }

    @Test
    void joinsAreNotRepeated() {
        assertThat(VisibleText.of("می\u200C\u200C\u200D\u200Cخواهم")).isEqualTo("می\u200Cخواهم");
        assertThat(VisibleText.of("א\u200F\u200F\u200Fב")).isEqualTo("א\u200Fב");
    }

    @Test
    void lineBreaksStayAndControlCharactersGo() {
        assertThat(VisibleText.of("one\r\ntwo\u0000\u0007\tthree\rfour\u000Bfive\ud83d"))
                .isEqualTo("one\ntwo\tthree\nfour\nfive");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n\t\u00A0\u2007\u202F\u3000",
                "\u200E\u2060\uF8FF",
                "\u200B\u200C\u200D\uFEFF",
                "\u3164",
                "\u115F\u1160\uFFA0\u2800",
                "\u00AD\u061C\u180E\u034F",
                "\uFE0F",
                "\u0000\ud83d",
                "\u2028\u2029"
            })
    void textWithoutAVisibleCharacterIsBlank(String text) {
        assertThat(VisibleText.isBlank(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ".", "👍", "❤\uFE0F", "ㅤ한", "\u0600", "م\u200C", "0"})
    void textWithAVisibleCharacterIsNotBlank(String text) {
        assertThat(VisibleText.isBlank(text)).isFalse();
    }

    private static String flag(String part) {
        var tags = part.chars().map(letter -> 0xE0000 + letter);
        return "🏴"
                + tags.mapToObj(Character::toString).collect(Collectors.joining())
                + Character.toString(0xE007F);
    }
}
